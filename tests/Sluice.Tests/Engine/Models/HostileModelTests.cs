using Sluice.Engine;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Models;

/// <summary>Files whose header is well formed and says what cannot be: refused by our reader with the place, before llama.cpp, which would end the process over some.</summary>
public sealed class HostileModelTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_spoilt_header_is_read_or_refused_with_the_file_and_a_reason()
    {
        var mutator = new MutatedGguf(File.ReadAllBytes(TinyGguf.Write(folder.At("whole.gguf"))));
        var random = new Random(20261121);
        var path = folder.At("spoilt.gguf");
        var (read, refused) = (0, 0);
        for (var round = 0; round < 300; round++)
        {
            var (file, what) = mutator.Next(random);
            File.WriteAllBytes(path, file);
            try
            {
                ModelFile.Read(path);
                read++;
            }
            catch (EngineException problem)
            {
                Assert.True(problem.Message.Contains("spoilt.gguf", StringComparison.Ordinal) && problem.Message.EndsWith('.'), $"{what}: {problem.Message}");
                refused++;
            }
        }

        Assert.True(read > 100 && refused > 30, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_folder_is_called_a_folder() =>
        Assert.EndsWith("is a folder; give the model file in it.", Problem(folder.Path), StringComparison.Ordinal);

    [Fact]
    public void A_pipe_is_refused_without_waiting_for_a_writer()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var made = System.Diagnostics.Process.Start("mkfifo", folder.At("pipe.gguf"));
        made.WaitForExit();

        Assert.EndsWith("it is empty, or no file at all.", Problem(folder.At("pipe.gguf")), StringComparison.Ordinal);
    }

    static string Problem(string path) => Assert.Throws<EngineException>(() => EmbeddedEngine.Load(new EngineOptions { ModelPath = path, Threads = 1 })).Message;
}
