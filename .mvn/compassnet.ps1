# Builds what compassnet.cmd runs, where it is missing or out of date, and prints the name of the snapshot.
param([string]$Java)
$ErrorActionPreference = 'Stop'
$repository = Split-Path -Parent $PSScriptRoot
$store = Join-Path $repository '.compassnet'

function Say([string]$Line) { [Console]::Error.WriteLine("compassnet: $Line") }

$version = (Get-Item -LiteralPath $Java).VersionInfo
if ($version.ProductMajorPart -lt 17) {
  Say "$Java is Java $($version.ProductVersion); a JDK 17 or later is wanted, in JAVA_HOME or on the PATH"
  exit 1
}

# What the program is made of: the sources, how they are built, and the commit, which runs record.
function Get-Key {
  $sha = [Security.Cryptography.SHA256]::Create()
  $files = @(Join-Path $repository 'pom.xml') +
    @(Get-ChildItem -LiteralPath (Join-Path $repository 'src\main') -Recurse -File | ForEach-Object { $_.FullName } | Sort-Object)
  $commit = ''
  try { $commit = git -C $repository rev-parse HEAD 2>$null } catch { $commit = '' }
  $parts = @($files | ForEach-Object { , [Text.Encoding]::UTF8.GetBytes($_); , [IO.File]::ReadAllBytes($_) })
  $parts += , [Text.Encoding]::UTF8.GetBytes("$commit $env:COMPASSNET_PROFILES")
  foreach ($part in $parts) { [void]$sha.TransformBlock($part, 0, $part.Length, $null, 0) }
  [void]$sha.TransformFinalBlock([byte[]]@(), 0, 0)
  return [BitConverter]::ToString($sha.Hash).Replace('-', '').Substring(0, 16).ToLowerInvariant()
}

function Test-Snapshot([string]$Key) {
  $jars = Join-Path $store "$Key.jars"
  if (-not (Test-Path -LiteralPath (Join-Path $store "$Key.jar"))) { return $false }
  if (-not (Test-Path -LiteralPath (Join-Path $store "$Key.args")) -or -not (Test-Path -LiteralPath $jars)) { return $false }
  foreach ($jar in [IO.File]::ReadAllLines($jars)) { if (-not [IO.File]::Exists($jar)) { return $false } }
  return $true
}

[void](New-Item -ItemType Directory -Force -Path $store)
$key = Get-Key
while (-not (Test-Snapshot $key)) {
  $first = ''
  if (-not (Test-Path -Path (Join-Path $store '*.jar'))) {
    $first = '; the first time this downloads about 240 MB and takes some minutes'
  }
  Say "builds $repository$first"
  # A folder of its own, so that builds do not meet: two of this script, or one and Maven in target.
  $work = Join-Path $store "build.$PID"
  $profiles = '!errorprone'
  if ($env:COMPASSNET_PROFILES) { $profiles += ",$env:COMPASSNET_PROFILES" }
  Push-Location -LiteralPath $repository
  try {
    & .\mvnw.cmd -q -P $profiles "-Dbuild.folder=$work" compile jar:jar | ForEach-Object { [Console]::Error.WriteLine($_) }
    if ($LASTEXITCODE -ne 0) {
      Say 'the build failed, as said above; it is that of: mvnw -q compile'
      exit 1
    }
    $built = $key
    $key = Get-Key
    # Made of sources that changed meanwhile, it has no name; and another build may have made it.
    if (($built -eq $key) -and -not (Test-Snapshot $key)) {
      $path = [IO.File]::ReadAllText((Join-Path $work 'notebooks.classpath')).Trim()
      $jar = Join-Path $store "$key.jar"
      $classpath = "$jar;$path".Replace('\', '\\')
      [IO.File]::WriteAllText((Join-Path $work 'args'), "-cp ""$classpath""", [Text.Encoding]::Default)
      [IO.File]::WriteAllLines((Join-Path $work 'jars'), $path.Split(';'))
      Move-Item -Force -Path (Join-Path $work 'compassnet-*.jar') -Destination $jar
      Move-Item -Force -LiteralPath (Join-Path $work 'jars') -Destination (Join-Path $store "$key.jars")
      Move-Item -Force -LiteralPath (Join-Path $work 'args') -Destination (Join-Path $store "$key.args")
      if (-not (Test-Snapshot $key)) {
        Say "${repository}: a jar is missing that the build should have brought"
        exit 1
      }
    }
  } finally {
    Pop-Location
    Remove-Item -Recurse -Force -LiteralPath $work -ErrorAction SilentlyContinue
  }
}

# The three used last are kept, and those that a process has open cannot be deleted.
$jar = Get-Item -LiteralPath (Join-Path $store "$key.jar")
try { $jar.LastWriteTime = Get-Date } catch { }
Get-ChildItem -Path (Join-Path $store '*.jar') | Sort-Object LastWriteTime -Descending | Select-Object -Skip 3 | ForEach-Object {
  Remove-Item -LiteralPath $_.FullName -ErrorAction SilentlyContinue
  if (-not (Test-Path -LiteralPath $_.FullName)) {
    Remove-Item -Path (Join-Path $store ($_.BaseName + '.args')), (Join-Path $store ($_.BaseName + '.jars')) -ErrorAction SilentlyContinue
  }
}
Write-Output $key
