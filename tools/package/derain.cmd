@echo off
rem Runs the derain command on Windows, where a Java 25 or later is installed: that of DERAIN_JAVA_HOME, else of JAVA_HOME, else the
rem one on the PATH. DERAIN_OPTS holds more options for the JVM (such as -Xmx4g), DERAIN_CLASSPATH jars of further models and commands.
rem Paths stand in quotes, where & and ^ are letters, ! is one everywhere here, and none stands in a block, which its ) would end.
setlocal EnableExtensions DisableDelayedExpansion
set "APP=%~dp0..\app"
set "CLASSES=%APP%\@JAR@"
if exist "%CLASSES%" goto extensions
>&2 echo derain: there is no "%CLASSES%"; leave derain.cmd in the package's folder bin, put that on the PATH, and call it as derain, without quotes.
exit /b 2

:extensions
if not defined DERAIN_CLASSPATH goto java
set "CLASSES=%CLASSES%;%DERAIN_CLASSPATH:"=%"

:java
set "CHOICE=DERAIN_JAVA_HOME"
if defined DERAIN_JAVA_HOME goto chosen
set "CHOICE=JAVA_HOME"
if defined JAVA_HOME goto home
set "JAVA="
for %%j in (java.exe java.cmd java.bat) do if not defined JAVA set "JAVA=%%~$PATH:j"
if defined JAVA goto version
>&2 echo derain: there is no Java here; install one (winget install EclipseAdoptium.Temurin.25.JDK), or point DERAIN_JAVA_HOME to a Java 25 or later.
exit /b 2

:chosen
set "JAVA=%DERAIN_JAVA_HOME:"=%\bin\java.exe"
goto exists
:home
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
:exists
if exist "%JAVA%" goto version
>&2 echo derain: there is no "%JAVA%"; point %CHOICE% to a Java 25 or later.
exit /b 2

:version
for %%j in ("%JAVA%") do set "RELEASE=%%~dpj..\release"
set "VERSION="
if exist "%RELEASE%" for /f "usebackq tokens=1,* delims==" %%a in ("%RELEASE%") do if "%%a"=="JAVA_VERSION" set "VERSION=%%~b"
set "MAJOR=0"
for /f "delims=.+-" %%v in ("%VERSION%") do set "MAJOR=%%v"
set OPTIONS="@%APP%\derain.options" "@%APP%\kernels.options"
set "PROGRAM=org.derain4j.cli.Derain"
if %MAJOR% geq 25 goto run

rem A Java that is too old knows neither these options nor the classes: Main says so in a sentence. Where a Java does not tell its
rem version by a file it may be new enough; then Main starts a second one with the Vector module.
set "OPTIONS=-XX:+IgnoreUnrecognizedVMOptions"
set "PROGRAM=org.derain4j.cli.Main"
if not %MAJOR%==0 set "DERAIN_OPTS="

rem The last line of all, so that its exit code is this file's.
:run
"%JAVA%" %OPTIONS% -XX:MaxRAMPercentage=80 -XX:MaxNewSize=128m -Dderain.young=128 %DERAIN_OPTS% -cp "%CLASSES%" %PROGRAM% %*
