@echo off
rem Starts ALLNet as it is installed, with its own Java.
rem   ALLNET_JAVA_OPTS  more options for Java, such as -Xmx12g
rem What it unpacks at its first start is in %LOCALAPPDATA%\allnet, and can be deleted at any time.
setlocal
set "HOME_DIR=%~dp0.."
rem What the service needs is on the path of its commands alone.
set RUN=-jar "%HOME_DIR%\app\allnet.jar"
for %%C in (serve service bench) do if /i "%~1"=="%%C" set RUN=--enable-native-access=ALL-UNNAMED -cp "%HOME_DIR%\app\allnet.jar;%HOME_DIR%\app\lib\service\*" org.allnet.cli.Main
rem Threads of the tensor engine that wait shall sleep.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
if not defined OPENBLAS_THREAD_TIMEOUT set "OPENBLAS_THREAD_TIMEOUT=4"
"%HOME_DIR%\java\bin\java.exe" -XX:+UseParallelGC -XX:MaxRAMPercentage=50 -Djava.awt.headless=true -Djdk.console=java.base "-Dorg.bytedeco.javacpp.cachedir=%LOCALAPPDATA%\allnet\engine" "-Dallnet.launcher=%HOME_DIR%\bin\allnet.cmd" "-Dallnet.peers=%HOME_DIR%\peers" %ALLNET_JAVA_OPTS% %RUN% %*
exit /b %ERRORLEVEL%
