namespace Sluice.ScenarioTests.Browser;

/// <summary>A fact that needs a browser. Without one it is shown as skipped at home; in CI, which installs one, it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null && Environment.GetEnvironmentVariable("CI") != "true") Skip = $"no Chromium on PATH; install one (apt-get install chromium), or name it in {Chromium.Variable}";
    }
}
