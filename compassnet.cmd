@echo off
rem CompassNet from any folder: compassnet COMMAND ... (docs\commands.md). .mvn\compassnet.ps1 builds what is
rem missing or out of date; what runs is a jar that later builds, cleans and pulls leave alone.
setlocal DisableDelayedExpansion
set "repository=%~dp0"
set "repository=%repository:~0,-1%"
set "java="
set "key="
if not defined JAVA_HOME goto onpath
set "java=%JAVA_HOME%\bin\java.exe"
goto found
:onpath
for %%j in (java.exe) do set "java=%%~$PATH:j"
:found
if exist "%java%" goto build
echo compassnet: no Java is found; a JDK 17 or later is wanted, in JAVA_HOME or on the PATH 1>&2
exit /b 1
:build
for /f "usebackq delims=" %%k in (`powershell -NoProfile -ExecutionPolicy Bypass -File "%repository%\.mvn\compassnet.ps1" "%java%"`) do set "key=%%k"
if not defined key exit /b 1
"%java%" "@%repository%\.mvn\jvm.config" %COMPASSNET_OPTS% "-Dcompassnet.home=%repository%" "@%repository%\.compassnet\%key%.args" org.compassnet.cli.CompassNet %*
exit /b %ERRORLEVEL%
