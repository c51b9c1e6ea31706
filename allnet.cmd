@echo off
rem Starts ALLNet. Builds it first, with plain Maven, where that has not been done or a source is newer.
rem   JAVA_HOME         the Java to use (17 or newer); else the one on the PATH
rem   ALLNET_JAVA_OPTS  more options for Java, such as -Xmx12g
rem   ALLNET_MAVEN_OPTS more options for Maven, such as -Pcuda; where it is not set, those of the last build
rem                     (to go back to none, delete allnet-cli\target\dist)
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "DIST=%HOME_DIR%\allnet-cli\target\dist"
set "STAMP=%DIST%\built"
set "PEERS=%HOME_DIR%\allnet-benchmark\target\peers"
set "BUILT_WITH="
if exist "%DIST%\options" set /p BUILT_WITH=<"%DIST%\options"
rem Delayed expansion: the options may hold quotes.
setlocal EnableDelayedExpansion
set "SWITCHED="
if defined ALLNET_MAVEN_OPTS if not "!ALLNET_MAVEN_OPTS!"=="!BUILT_WITH!" set "SWITCHED=1"
endlocal & set "SWITCHED=%SWITCHED%"
if not defined ALLNET_MAVEN_OPTS if exist "%DIST%\options" set /p ALLNET_MAVEN_OPTS=<"%DIST%\options"
set "LEAN=-Dlean"
if /i "%~1"=="bench" set "LEAN="

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo allnet: no Java found; install a JDK 17 or newer, or set JAVA_HOME to one 1>&2
  exit /b 1
)

if not exist "%STAMP%" goto build
if not exist "%DIST%\allnet.jar" goto build
if defined SWITCHED goto build
if not defined LEAN if not exist "%PEERS%\onnxruntime-*.jar" goto build
powershell -NoProfile -Command "$built = (Get-Item $env:STAMP).LastWriteTime; $paths = @(Get-ChildItem -Path $env:HOME_DIR -Filter 'allnet-*' -Directory | ForEach-Object { Join-Path $_.FullName 'pom.xml'; Join-Path $_.FullName 'src\main' }) + (Join-Path $env:HOME_DIR 'pom.xml'); if (Get-ChildItem -Path $paths -Recurse -ErrorAction SilentlyContinue | Where-Object { $_.LastWriteTime -gt $built } | Select-Object -First 1) { exit 1 } else { exit 0 }"
if errorlevel 1 goto build
goto start

:build
echo Building ALLNet ^(takes some minutes, and Maven fetches what is missing^)... 1>&2
where mvn >nul 2>&1
if errorlevel 1 (
  echo allnet: Maven ^(mvn^) not found; install Maven 3.8 or newer to build ALLNet 1>&2
  exit /b 1
)
if defined SWITCHED if exist "%STAMP%" del "%STAMP%"
if defined SWITCHED if exist "%DIST%\lib" rmdir /s /q "%DIST%\lib"
if not exist "%DIST%" mkdir "%DIST%"
type nul > "%DIST%\building"
pushd "%HOME_DIR%"
call mvn -q -B -ntp -Dstyle.color=never -Dquick %LEAN% -Dmaven.test.skip=true %ALLNET_MAVEN_OPTS% package 1>&2
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
  echo allnet: the build failed; what Maven says is above 1>&2
  exit /b 1
)
setlocal EnableDelayedExpansion
>"%DIST%\options" echo(!ALLNET_MAVEN_OPTS!
endlocal
move /y "%DIST%\building" "%STAMP%" >nul

:start
rem What the service needs is on the path of its commands alone.
set RUN=-jar "%DIST%\allnet.jar"
for %%C in (serve service bench) do if /i "%~1"=="%%C" set RUN=--enable-native-access=ALL-UNNAMED -cp "%DIST%\allnet.jar;%DIST%\lib\service\*" org.allnet.cli.Main
rem Threads of the tensor engine that wait shall sleep.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
if not defined OPENBLAS_THREAD_TIMEOUT set "OPENBLAS_THREAD_TIMEOUT=4"
"%JAVA%" -XX:+UseParallelGC -XX:MaxRAMPercentage=50 -Djava.awt.headless=true -Djdk.console=java.base "-Dallnet.launcher=%HOME_DIR%\allnet.cmd" "-Dallnet.typed=%~0" "-Dallnet.peers=%PEERS%" %ALLNET_JAVA_OPTS% %RUN% %*
exit /b %ERRORLEVEL%
