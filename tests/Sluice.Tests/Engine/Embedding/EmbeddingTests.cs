using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Tests.Engine.Serving;

namespace Sluice.Tests.Engine.Embedding;

/// <summary><c>POST /v1/embeddings</c> with the bundled model.</summary>
public sealed class EmbeddingTests(EmbeddingServer server) : IClassFixture<EmbeddingServer>
{
    static readonly JsonElement[] Golden = [.. JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Engine", "Embedding", "MiniLm.golden.json"))).GetProperty("rows").EnumerateArray()];

    static float[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetSingle())];

    static float[][] Vectors(JsonElement body) => [.. body.GetProperty("data").EnumerateArray().Select(item => Numbers(item.GetProperty("embedding")))];

    static string Json(object value) => JsonSerializer.Serialize(value);

    [Fact]
    public async Task Vectors_agree_with_those_of_the_original_model()
    {
        var (status, body) = await server.PostAsync($"\"input\": {Json(Golden.Select(row => row.GetProperty("text").GetString()))}");

        Assert.Equal(200, status);
        Assert.Equal(Enumerable.Range(0, Golden.Length), body.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        foreach (var (row, vector) in Golden.Zip(Vectors(body)))
        {
            Assert.InRange(TensorPrimitives.CosineSimilarity<float>(vector, Numbers(row.GetProperty("vector"))), 0.999, 1.0001);
            Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 1e-5);
        }
    }

    [Fact]
    public async Task Base64_holds_the_same_numbers()
    {
        const string input = "\"input\": \"GPU memory bandwidth\"";
        var (_, plain) = await server.PostAsync(input);

        var (_, packed) = await server.PostAsync(input + ", \"encoding_format\": \"base64\"");

        var bytes = packed.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(Vectors(plain)[0], MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Fact]
    public async Task A_text_has_the_same_meaning_alone_as_among_many_from_several_clients()
    {
        string[] texts = [.. Enumerable.Range(0, 70).Select(i => $"record {i} " + string.Join(' ', Enumerable.Repeat("and more", i / 6)))];
        var (_, first) = await server.PostAsync($"\"input\": {Json(texts[3])}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => server.PostAsync($"\"input\": {Json(texts)}")));

        foreach (var (_, body) in answers)
        {
            Assert.Equal(texts.Length, Vectors(body).Length);
            Assert.InRange(TensorPrimitives.CosineSimilarity<float>(Vectors(first)[0], Vectors(body)[3]), 0.999, 1.0001);
            Assert.True(TensorPrimitives.CosineSimilarity<float>(Vectors(first)[0], Vectors(body)[60]) < 0.99);
        }
    }

    [Fact]
    public async Task Tokens_stand_for_the_text_they_were_read_from()
    {
        // [CLS] a [SEP] in the vocabulary of BERT.
        var (_, tokens) = await server.PostAsync("\"input\": [101, 1037, 102]");
        var (_, text) = await server.PostAsync("\"input\": \"a\"");

        Assert.Equal(Vectors(text)[0], Vectors(tokens)[0]);
        Assert.Equal(3, text.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Theory]
    [InlineData("\"input\": []", "input")]
    [InlineData("\"input\": 7", "input")]
    [InlineData("\"input\": [\"fine\", [99999]]", "input[1]")]
    [InlineData("\"input\": \"x\", \"encoding_format\": \"int8\"", "encoding_format")]
    [InlineData("\"input\": \"x\", \"dimensions\": 64", "dimensions")]
    [InlineData("\"input\": \"x\", \"truncate_prompt_tokens\": 10", "truncate_prompt_tokens")]
    public async Task A_wrong_parameter_is_refused_by_name(string fields, string name)
    {
        var (status, body) = await server.PostAsync(fields);

        Assert.Equal((400, name), (status, body.GetProperty("error").GetProperty("param").GetString()));
    }

    [Fact]
    public async Task A_text_beyond_the_models_reach_is_refused_with_both_lengths()
    {
        var (status, body) = await server.PostAsync($"\"input\": [\"short\", {Json(string.Join(' ', Enumerable.Repeat("word", 600)))}]");

        var error = body.GetProperty("error");
        Assert.Equal((400, "input[1]", "context_length_exceeded"), (status, error.GetProperty("param").GetString(), error.GetProperty("code").GetString()));
        Assert.Contains("602 tokens", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("512", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_kind_of_model_says_what_it_is_not_for()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (chat, refusedChat) = await server.PostAsync("\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]", "/v1/chat/completions");
        var (vectors, refusedVectors) = await tiny.PostToAsync("/v1/embeddings", """{"model": "tiny", "input": "x"}""");

        Assert.Equal((400, 400), (chat, vectors));
        Assert.Contains("turns texts into vectors", refusedChat.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("writes text", refusedVectors.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_tokens_are_told_with_those_around_a_text()
    {
        var (status, whole) = await server.PostAsync("\"prompt\": \"GPU memory\"", "/tokenize");
        var (_, bare) = await server.PostAsync("\"prompt\": \"GPU memory\", \"add_special_tokens\": false", "/tokenize");
        var (refused, error) = await server.PostAsync("\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]", "/tokenize");

        var tokens = whole.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32()).ToArray();
        Assert.Equal((200, 400), (status, refused));
        Assert.Equal(tokens[1..^1], bare.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32()));
        Assert.Equal("messages", error.GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task It_is_listed_with_what_it_reads_at_most()
    {
        var model = Assert.Single((await server.GetAsync("/v1/models")).GetProperty("data").EnumerateArray());

        Assert.Equal(("all-minilm-l6-v2-q8_0", 512), (model.GetProperty("id").GetString(), model.GetProperty("max_model_len").GetInt32()));
    }
}
