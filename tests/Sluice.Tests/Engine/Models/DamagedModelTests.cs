using System.Buffers.Binary;
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
        Assert.Contains("does not start with 'GGUF'", Problem(folder.Write("other.gguf", "RIFF of sound, not a model")), StringComparison.Ordinal);

    [Theory]
    [InlineData("504B0304140000000000", "it is a zip archive, as PyTorch's weights are; fetch the model's GGUF file")]
    [InlineData("48000000000000007B225F5F6D657461", "it is a safetensors file; fetch the model's GGUF file")]
    [InlineData("1F8B0800000000000003", "it is compressed; unpack it first")]
    [InlineData("76657273696F6E2068747470733A2F2F6769742D6C66732E", "it is a Git LFS pointer in place of the model")]
    [InlineData("746A676703000000007D0000", "it is a GGML file of before GGUF")]
    [InlineData("0D0A3C68746D6C3E3C2F68746D6C3E", "it is a web page, not the model")]
    [InlineData("4747554600000003000000000000000000000000000000000000", "it is a big-endian file")]
    public void A_file_of_a_known_other_kind_is_called_by_its_name(string bytes, string kind) =>
        Assert.Contains("is not a GGUF model that can be loaded: " + kind, Problem(folder.Write("other.gguf", Convert.FromHexString(bytes))), StringComparison.Ordinal);

    [Fact]
    public void A_vocabulary_with_one_text_twice_is_refused_with_both_places()
    {
        var bytes = TinyBytes();
        // Behind the key: two types and a count, then 33 tokens of two bytes, and '!' and '"' of one, each behind its length.
        var first = bytes.AsSpan().IndexOf("tokenizer.ggml.tokens"u8) + 21 + 16 + (33 * 10) + 8;
        Assert.Equal(((byte)'!', (byte)'"'), (bytes[first], bytes[first + 9]));

        bytes[first + 9] = (byte)'!';

        Assert.Contains("'tokenizer.ggml.tokens' is a list with one text twice, as tokens 33 and 34; allowed: texts that differ.", Problem(folder.Write("twice.gguf", bytes)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L << 40, "is larger than any file")]
    [InlineData(1L << 30, "it is cut short")]
    public void A_tensor_of_an_unknown_type_is_no_larger_than_the_file(long size, string reason)
    {
        var bytes = TinyBytes();
        var shape = bytes.AsSpan(bytes.AsSpan().IndexOf("token_embd.weight"u8) + 17 + 4);
        BinaryPrimitives.WriteInt64LittleEndian(shape, size);
        BinaryPrimitives.WriteInt64LittleEndian(shape[8..], size);
        BinaryPrimitives.WriteInt32LittleEndian(shape[16..], 99);

        Assert.Contains(reason, Problem(folder.Write("large.gguf", bytes)), StringComparison.Ordinal);
    }

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
