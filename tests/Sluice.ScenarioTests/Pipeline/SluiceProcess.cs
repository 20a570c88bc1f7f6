using System.Diagnostics;

namespace Sluice.ScenarioTests.Pipeline;

/// <summary>The command line in a process of its own, so that it can be killed.</summary>
sealed class SluiceProcess : IDisposable
{
    readonly Process process;
    readonly Task<string> output, errors;

    SluiceProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="folder">The working directory, where the run store goes too.</param>
    public static SluiceProcess Start(string folder, params string[] arguments) => Start(folder, null, arguments);

    /// <param name="models">The folder of SLUICE_MODELS.</param>
    public static SluiceProcess StartWith(string models, string folder, params string[] arguments) => Start(folder, null, "sluice.dll", arguments, models);

    /// <summary>This test assembly as a program.</summary>
    public static SluiceProcess StartTests(string folder, params string[] arguments) => Start(folder, null, "Sluice.ScenarioTests.dll", arguments);

    /// <param name="piped">What comes from standard input; null leaves it as it is here.</param>
    public static SluiceProcess Start(string folder, byte[]? piped, params string[] arguments) => Start(folder, piped, "sluice.dll", arguments);

    static SluiceProcess Start(string folder, byte[]? piped, string assembly, string[] arguments, string? models = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = piped is not null,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(IsTheCallers).ToList()) start.Environment.Remove(name);
        start.Environment["NO_COLOR"] = "1";
        if (models is not null) start.Environment["SLUICE_MODELS"] = models;
        var process = Process.Start(start)!;
        if (piped is not null)
        {
            process.StandardInput.BaseStream.Write(piped);
            process.StandardInput.Close();
        }

        return new SluiceProcess(process);
    }

    /// <summary>What whoever runs the tests has set for a sluice of his own, and the proxy on his way to the internet.</summary>
    static bool IsTheCallers(string name) =>
        (name.StartsWith("SLUICE_", StringComparison.Ordinal) && name != "SLUICE_LLAMA") || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);

    public Task Exited => process.WaitForExitAsync();

    /// <summary>SIGKILL: the process gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Exit code and everything printed.</summary>
    public async Task<(int Code, string Text)> FinishAsync()
    {
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
