using System.Security.Cryptography;
using Sluice.ScenarioTests.Pipeline;
using Sluice.Testing;
using Sluice.Testing.FileServer;

namespace Sluice.ScenarioTests.Models;

/// <summary>A download that is killed in the middle, and the same command again.</summary>
public sealed class KillNinePullTests
{
    [Fact]
    public async Task A_killed_pull_goes_on_where_it_was_and_the_file_is_whole()
    {
        using var folder = new TempFolder();
        await using var server = await ScriptedFileServer.StartAsync();
        var model = await File.ReadAllBytesAsync(TinyGguf.Write(folder.At("source.gguf")));
        server.Files["/tiny.gguf"] = model;
        server.Faults = request => request == 0 ? new FileFault { HoldAt = 120_000 } : null;
        var (models, url) = (folder.At("models"), new Uri(server.Url, "/tiny.gguf").ToString());
        using (var killed = SluiceProcess.StartWith(models, folder.At(""), "models", "pull", url))
        {
            await Task.WhenAny(GrownFile.WaitAsync(folder.At("models/tiny.gguf.part"), 120_000), killed.Exited);
            await killed.KillAsync();
        }

        using var again = SluiceProcess.StartWith(models, folder.At(""), "models", "pull", url, "--sha256", Convert.ToHexStringLower(SHA256.HashData(model)));
        var (code, text) = await again.FinishAsync();

        Assert.True(code == 0, text);
        Assert.Equal("bytes=120000-", server.Seen[1].Range);
        Assert.Equal(model, await File.ReadAllBytesAsync(folder.At("models/tiny.gguf")));
        Assert.Equal(["tiny.gguf"], Directory.EnumerateFiles(models).Select(Path.GetFileName));
    }
}
