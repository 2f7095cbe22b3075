# What is tried, for run.sh, whose functions these are.

vector='vector, [0-9]+ bits, .*'
portable='portable, .*'
device='opencl:0, .*'
module=(--add-modules jdk.incubator.vector)
no_module='WARNING: using the portable backend, .*; start Java with --add-modules jdk.incubator.vector'
native=(--enable-native-access=ALL-UNNAMED)
no_cache=(-Dderain4j.openclCache=none) # to keep what was compiled costs PoCL more than to compile it
main=consumer.OnePicture
engine="derain4j-engine derain4j-kernels derain4j-weights derain4j-weights-lite"
all="derain4j-engine derain4j-kernels derain4j-opencl derain4j-weights derain4j-weights-lite derain4j-weights-m17n1 jocl"

# The command's pictures. Without a device of OpenCL what needs one is left out.
derained() {
    "$root/tools/bin/derain" "$work/rainy.png" -o "$work/command/$1.png" "${@:2}" >"$work/said" 2>"$work/errors" || {
        cat "$work/errors"
        return 1
    }
}
derained lite
derained portable --backend portable
derained m17n1 -m "$root/weights/m17n1/src/main/resources/META-INF/derain4j/m17n1.safetensors"
opencl=false
if "$root/tools/bin/derain" devices 2>/dev/null | grep -q '^ *Usable *yes'; then
    opencl=true
    export POCL_CACHE_DIR=$work/pocl
    DERAIN_OPTS=${no_cache[*]} LD_PRELOAD=$preload derained opencl --backend opencl
fi

# alone TOOL PATH JAVA-OPTIONS...: the engine with the Vector module and without it, and what it has not by itself.
alone() {
    picture "$1" "$2" "engine" lite "$vector" lite auto "${module[@]}" "${@:3}"
    words=$no_module picture "$1" "$2" "engine, no Vector module" portable "$portable" lite auto "${@:3}"
    refused "$1" "$2" "engine, without m17n1" derain4j-weights-m17n1 m17n1 auto "${@:3}"
    refused "$1" "$2" "engine, without opencl" derain4j-opencl lite opencl "${@:3}"
}

# on_device TOOL PATH JAVA-OPTIONS...
on_device() {
    if $opencl; then
        picture "$1" "$2" "with opencl" opencl "$device" lite opencl "${no_cache[@]}" "${@:3}"
    else
        left_out "$1" "$2" "with opencl" "no device of OpenCL here: see derain devices"
    fi
}

# project NAME: a copy outside the checkout, with the program.
project() {
    cp -r "$here/$1" "$work/$1"
    mkdir -p "$work/$1/src/main/java/consumer"
    cp "$here/OnePicture.java" "$work/$1/src/main/java/consumer/"
}

# Maven, the engine alone.
project maven
if maven maven; then
    libraries=$work/maven/target/lib
    holds Maven "class path" "engine" "$libraries" $engine
    alone Maven "class path" -cp "$work/maven/target/one-picture-1.jar:$libraries/*" $main
else
    surprise Maven "class path" "engine" "not built"
fi

# Maven, a module, by the BOM, with what else there is; and the same jars on the class path.
project modules
mv "$work/modules/module-info.java" "$work/modules/src/main/java/"
if maven modules; then
    more=$work/modules/target/lib app=$work/modules/target/one-picture-module-1.jar
    start=(-m consumer/$main)
    holds "Maven, BOM" "module path" "all" "$more" $all
    alone Maven "module path" -p "$app:$libraries" "${start[@]}"
    picture "Maven, BOM" "module path" "with m17n1" m17n1 "$vector" m17n1 auto \
        --add-modules jdk.incubator.vector,org.derain4j.weights.m17n1 -p "$app:$more" "${start[@]}"
    on_device "Maven, BOM" "module path" --enable-native-access=jocl,org.derain4j.opencl -p "$app:$more" "${start[@]}"
    picture "Maven, BOM" "class path" "with m17n1" m17n1 "$vector" m17n1 auto "${module[@]}" -cp "$app:$more/*" $main
    on_device "Maven, BOM" "class path" "${native[@]}" -cp "$app:$more/*" $main
else
    surprise "Maven, BOM" "module path" "all" "not built"
fi

# javac with all its warnings, and the jars as they were published. On the module path it tells of the module that the kernels may use.
plain=$work/plain
mkdir -p "$plain/lib"
for artefact in $engine; do
    cp "$(published_jar "$artefact")" "$plain/lib/$artefact.jar"
done
if "$jdk/bin/javac" -Xlint:all -Werror -cp "$plain/lib/*" -d "$plain/classes" "$here/OnePicture.java" >"$work/said" 2>"$work/errors"; then
    picture javac "class path" "engine" lite "$vector" lite auto "${module[@]}" -cp "$plain/classes:$plain/lib/*" $main
else
    surprise javac "class path" "engine" "not compiled"
fi
if "$jdk/bin/javac" -Xlint:all,-incubating -Werror -p "$plain/lib" -d "$plain/module" "$here/OnePicture.java" "$here/modules/module-info.java" \
    >"$work/said" 2>"$work/errors"; then
    picture javac "module path" "engine" lite "$vector" lite auto "${module[@]}" -p "$plain/module:$plain/lib" -m consumer/$main
else
    surprise javac "module path" "engine" "not compiled"
fi
mkdir "$plain/consumer"
cp "$here/OnePicture.java" "$plain/consumer/"
picture "java" "class path" "engine, source file" lite "$vector" lite auto "${module[@]}" -cp "$plain/lib/*" "$plain/consumer/OnePicture.java"

# Kotlin, by Maven.
cp -r "$root/tools/examples/kotlin" "$work/kotlin"
if maven kotlin; then
    picture Kotlin "class path" "engine" lite "$vector" lite auto "${module[@]}" \
        -cp "$work/kotlin/target/one-picture-kotlin-1.jar:$work/kotlin/target/lib/*" OnePictureKt
else
    surprise Kotlin "class path" "engine" "not built"
fi

# Gradle on whatever Java it starts by; the compiler is that of the JDK.
if command -v gradle >/dev/null; then
    project gradle
    if (cd "$work/gradle" && GRADLE_USER_HOME=$work/gradle-home gradle --no-daemon -q "-Ppublished=file://$published" \
        "-Pothers=file://$work/others" "-Pderain4j=$version" "-Pjdk=$jdk" jar libraries) >"$work/said" 2>"$work/errors"; then
        jars="$work/gradle/build/libs/one-picture.jar:$work/gradle/build/lib/*"
        holds Gradle "class path" "all" "$work/gradle/build/lib" $all
        picture Gradle "class path" "engine" lite "$vector" lite auto "${module[@]}" -cp "$jars" $main
        picture Gradle "class path" "with m17n1" m17n1 "$vector" m17n1 auto "${module[@]}" -cp "$jars" $main
        on_device Gradle "class path" "${native[@]}" -cp "$jars" $main
    else
        surprise Gradle "class path" "all" "not built"
    fi
else
    left_out Gradle "class path" "all" "no gradle on the PATH (Debian: apt-get install gradle)"
fi
left_out Gradle "any" "the BOM" "platform() needs Gradle 5, and Debian has 4.4.1; what it reads are the POMs, see there"

# What Gradle's platform() and any other tool reads of the POMs: they stand alone, and the BOM names what is there.
tried=$((tried + 1))
poms=$(find "$published/org/derain4j" -name '*.pom')
if grep -En '\$\{|<parent>' $poms >"$work/said" 2>"$work/errors"; then
    surprise POMs "-" "stand alone" "a variable or a parent in a POM"
else
    row POMs "-" "stand alone" "$(echo "$poms" | wc -l) POMs without a variable and without a parent"
fi
