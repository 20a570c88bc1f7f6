using System.Text;
using Sluice.Catalog;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Importing;
using Sluice.Catalog.Work;
using Sluice.Tests.House;

namespace Sluice.Tests.Catalog;

public sealed class GgufHeaderTests
{
    static readonly string Bundled = Repository.PathOf("models", "smollm2-135m-instruct-q4_1.gguf");

    [Fact]
    public void The_bundled_model_gives_the_work_of_its_entry()
    {
        var read = ModelWork.Of(GgufModel.Read(Bundled));
        var entry = ModelWork.Of(CatalogIndex.Load().Model("smollm2-135m"));

        Assert.Equal(entry, read with { Model = entry.Model, Precision = entry.Precision });
        Assert.Equal(1, read.WeightBytes / new FileInfo(Bundled).Length, 0.03);
    }

    [Fact]
    public void A_header_tells_keys_and_tensors_without_their_weights()
    {
        var header = GgufHeader.Read("tiny.gguf", new MemoryStream(TinyGguf()));

        Assert.Equal("llama", header.Architecture);
        Assert.Equal(3, header.ArrayLengths["tokenizer.ggml.tokens"]);
        Assert.Equal([1, 2], header.Arrays["llama.some_list"]);
        var tensor = Assert.Single(header.Tensors);
        Assert.Equal(("token_embd.weight", 192.0, 8.5), (tensor.Name, tensor.Elements, tensor.Bits));
    }

    [Fact]
    public void A_header_cut_anywhere_is_refused()
    {
        var whole = TinyGguf();

        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<CatalogFileException>(() => GgufHeader.Read("cut.gguf", new MemoryStream(whole, 0, length)));
    }

    [Fact]
    public void A_header_with_any_byte_changed_is_refused_or_read_within_bounds()
    {
        var whole = TinyGguf();
        var random = new Random(20261121);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var hits = random.Next(1, 4); hits > 0; hits--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                GgufModel.Of("damaged.gguf", GgufHeader.Read("damaged.gguf", new MemoryStream(damaged)), "x");
            }
            catch (CatalogFileException problem)
            {
                Assert.NotEmpty(problem.Problems);
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8_000_000, "round " + round);
        }
    }

    [Fact]
    public void A_header_that_claims_a_giant_is_refused_before_anything_is_reserved()
    {
        var whole = TinyGguf();
        BitConverter.GetBytes(ulong.MaxValue).CopyTo(whole, 8);

        var problem = Assert.Throws<CatalogFileException>(() => GgufHeader.Read("giant.gguf", new MemoryStream(whole)));

        Assert.Equal("giant.gguf: at byte 16: 18446744073709551615 tensors; allowed: up to 100000", problem.Message);
    }

    [Fact]
    public void A_text_file_is_not_a_gguf() =>
        Assert.Contains("does not start with 'GGUF'", Assert.Throws<CatalogFileException>(() => GgufHeader.Read("x", new MemoryStream("hello, world"u8.ToArray()))).Message, StringComparison.Ordinal);

    static byte[] TinyGguf()
    {
        var bytes = new MemoryStream();
        var writer = new BinaryWriter(bytes);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(1UL);
        writer.Write(9UL);
        Text("general.architecture", 8);
        Value("llama");
        foreach (var (key, number) in new[] { ("block_count", 2u), ("embedding_length", 64u), ("feed_forward_length", 128u), ("attention.head_count", 4u), ("attention.head_count_kv", 2u), ("context_length", 128u) })
        {
            Text("llama." + key, 4);
            writer.Write(number);
        }

        Text("llama.some_list", 9);
        writer.Write(5u);
        writer.Write(2UL);
        writer.Write(1);
        writer.Write(2);
        Text("tokenizer.ggml.tokens", 9);
        writer.Write(8u);
        writer.Write(3UL);
        foreach (var token in new[] { "a", "b", "ü" }) Value(token);
        Value("token_embd.weight");
        writer.Write(2u);
        writer.Write(64UL);
        writer.Write(3UL);
        writer.Write(8u);
        writer.Write(0UL);
        return bytes.ToArray();

        void Text(string key, uint type)
        {
            Value(key);
            writer.Write(type);
        }

        void Value(string text)
        {
            writer.Write((ulong)Encoding.UTF8.GetByteCount(text));
            writer.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
