// A java.exe for try-windows.sh: it prints its own path and each of its arguments on a line, as a program on Windows is given them, and
// ends with the exit code that EXIT_CODE says.
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
    const char *code = getenv("EXIT_CODE");
    printf("java");
    for (int i = 1; i < count; i++) {
        printf("\n%s", words[i]);
    }
    printf("\n");
    return code == NULL ? 0 : atoi(code);
}
