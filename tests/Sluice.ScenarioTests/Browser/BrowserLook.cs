using System.Diagnostics;
using System.Text.Json;

namespace Sluice.ScenarioTests.Browser;

/// <summary>Opens pages in Chromium through <c>look.mjs</c>, which is driven by npm's playwright-core and judges by axe-core; both are installed beside the tests at first use.</summary>
static class BrowserLook
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Browser");

    static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <returns>What was seen, and the folder with the screenshots and the printed page for people to look at.</returns>
    public static async Task<(SeenPage Page, string Shots)> AtAsync(string page, string name)
    {
        await Installed.Value;
        var shots = Directory.CreateDirectory(Path.Combine(Folder, "shots", name)).FullName;
        Assert.True(Chromium.Path is not null, $"no Chromium on PATH; {Chromium.Variable} may name one");
        var seen = await RunAsync("node", "look.mjs", Chromium.Path!, page, shots);
        return (JsonSerializer.Deserialize<SeenPage>(seen, JsonSerializerOptions.Web)!, shots);
    }

    static async Task InstallAsync()
    {
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json"))) return;
        await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=5");
    }

    static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{await errors}");
        return await output;
    }
}
