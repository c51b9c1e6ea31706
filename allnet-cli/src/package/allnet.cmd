@echo off
rem Starts ALLNet as it is installed, with its own Java.
rem   ALLNET_JAVA_OPTS  more options for Java, such as -Xmx12g
rem What it unpacks at its first start is in %LOCALAPPDATA%\allnet, and can be deleted at any time.
setlocal
set "HOME_DIR=%~dp0.."
rem Threads of the tensor engine that wait shall sleep.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
if not defined OPENBLAS_THREAD_TIMEOUT set "OPENBLAS_THREAD_TIMEOUT=4"
"%HOME_DIR%\java\bin\java.exe" -XX:+UseParallelGC -XX:MaxRAMPercentage=50 -Djava.awt.headless=true -Djdk.console=java.base "-Dorg.bytedeco.javacpp.cachedir=%LOCALAPPDATA%\allnet\engine" "-Dallnet.launcher=%HOME_DIR%\bin\allnet.cmd" "-Dallnet.peers=%HOME_DIR%\peers" %ALLNET_JAVA_OPTS% -jar "%HOME_DIR%\app\allnet.jar" %*
exit /b %ERRORLEVEL%
