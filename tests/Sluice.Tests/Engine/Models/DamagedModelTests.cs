using Sluice.Engine;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Models;

public sealed class DamagedModelTests : IDisposable
{
    readonly TempFolder folder = new();

    static string Problem(string path) => Assert.Throws<EngineException>(() => EmbeddedEngine.Load(new EngineOptions { ModelPath = path, Threads = 1 })).Message;

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = folder.At("nothing.gguf");

        Assert.Equal($"There is no model file {path}.", Problem(path));
    }

    [Fact]
    public void An_empty_file_is_called_empty() =>
        Assert.Contains("it is empty", Problem(folder.Write("empty.gguf", "")), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Assert.Contains("does not start with 'GGUF'", Problem(folder.Write("page.gguf", "<!DOCTYPE html><title>Not found</title>")), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_another_format_version_is_refused()
    {
        var bytes = TinyBytes();
        bytes[4] = 9;

        Assert.Contains("format version 9; versions 2 and 3 can be read", Problem(folder.Write("new.gguf", bytes)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0005)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_file_cut_short_anywhere_is_refused(double share)
    {
        var bytes = TinyBytes();

        var problem = Problem(folder.Write("short.gguf", bytes[..(int)(bytes.Length * share)]));

        Assert.Matches("cut short|a header alone", problem);
    }

    [Fact]
    public void A_header_damaged_at_any_byte_is_refused_or_read_but_never_ends_the_process()
    {
        var whole = TinyBytes();
        var random = new Random(5);
        var path = folder.At("damaged.gguf");
        var refused = 0;
        for (var round = 0; round < 400; round++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(8, 9000)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);
            try
            {
                Sluice.Engine.Models.Gguf.GgufHeader.Read(path);
            }
            catch (EngineException problem)
            {
                Assert.Contains("damaged.gguf", problem.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 20, 399);
    }

    [Fact]
    public async Task A_model_without_a_chat_template_says_so_when_it_is_asked_to_chat()
    {
        await using var tiny = new TinyEngine(chatTemplate: null);

        var problem = Assert.Throws<EngineException>(() => tiny.Engine.ReadChat([new("user", "Hello")]));

        Assert.Equal("The model tiny cannot chat: the model file has no chat template.", problem.Message);
    }

    [Fact]
    public async Task A_chat_template_that_cannot_be_read_says_so_and_where()
    {
        await using var tiny = new TinyEngine(chatTemplate: "{{ messages[0]['content'] | shout }}");

        var problem = Assert.Throws<EngineException>(() => tiny.Engine.ReadChat([new("user", "Hello")]));

        Assert.Equal("The model tiny cannot chat: the chat template in the model file cannot be read (line 1, column 29: No filter named 'shout').", problem.Message);
    }

    public void Dispose() => folder.Dispose();

    byte[] TinyBytes() => File.ReadAllBytes(TinyGguf.Write(folder.At("whole.gguf")));
}
