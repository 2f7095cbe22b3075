@echo off
rem Runs the derain command on Windows, where a Java 25 or later is installed. DERAIN_JAVA_HOME chooses it, DERAIN_OPTS holds more
rem options for the JVM (such as -Xmx4g), DERAIN_CLASSPATH jars of further models and commands.
setlocal
set "APP=%~dp0..\app"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if defined DERAIN_JAVA_HOME set "JAVA=%DERAIN_JAVA_HOME%\bin\java"
set "CLASSES=%APP%\@JAR@"
if defined DERAIN_CLASSPATH set "CLASSES=%CLASSES%;%DERAIN_CLASSPATH%"
"%JAVA%" "@%APP%\derain.options" "@%APP%\kernels.options" -XX:MaxRAMPercentage=80 -XX:MaxNewSize=128m -Dderain.young=128 ^
    %DERAIN_OPTS% -cp "%CLASSES%" org.derain4j.cli.Derain %*
