using System.Text;
using System.Text.Json;
using Sluice.Engine;

namespace Sluice.Tests.Engine.Serving;

/// <summary><c>echo</c> with <c>logprobs</c>: how likely a model holds a text that is given, as evaluations ask.</summary>
public sealed class ScoredPromptTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(200)] // more than one step scores
    public async Task A_text_scores_as_it_did_when_it_was_written(int tokens)
    {
        await using var tiny = await TinyServer.StartAsync();
        var schema = JsonSerializer.Serialize(new { type = "string", pattern = $"^[a-z]{{{tokens - 2}}}$" });
        var letters = $"{{\"type\":\"json_schema\",\"json_schema\":{{\"name\":\"a\",\"strict\":true,\"schema\":{schema}}}}}";
        var written = await ScoresAsync(tiny, $"\"prompt\":\"Once\",\"logprobs\":0,\"max_tokens\":{tokens},\"response_format\":{letters}");
        var prompt = JsonSerializer.Serialize("Once" + string.Concat(Strings(written, "tokens")));

        var scored = await ScoresAsync(tiny, $"\"prompt\":{prompt},\"logprobs\":0,\"max_tokens\":0,\"echo\":true");

        Assert.Equal(4 + tokens, scored.GetProperty("tokens").GetArrayLength());
        double[] expected = [.. written.GetProperty("token_logprobs").EnumerateArray().Select(value => value.GetDouble())];
        double[] actual = [.. scored.GetProperty("token_logprobs").EnumerateArray().Skip(4).Select(value => value.GetDouble())];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.05)); // read together tokens add up in another order
    }

    [Fact]
    public async Task The_first_token_has_no_score_and_the_answers_own_follow()
    {
        await using var tiny = await TinyServer.StartAsync();

        var scores = await ScoresAsync(tiny, "\"prompt\":\"Once upon\",\"logprobs\":2,\"max_tokens\":3,\"echo\":true");

        Assert.Equal("Once upon", string.Concat(Strings(scores, "tokens").Take(9)));
        Assert.Equal(12, scores.GetProperty("tokens").GetArrayLength());
        Assert.Equal(Enumerable.Range(0, 12).Select(place => place == 0 ? JsonValueKind.Null : JsonValueKind.Number), Kinds("token_logprobs"));
        Assert.Equal(Enumerable.Range(0, 12).Select(place => place == 0 ? JsonValueKind.Null : JsonValueKind.Object), Kinds("top_logprobs"));
        Assert.Equal(Enumerable.Range(0, 12).Select(place => place.ToString(System.Globalization.CultureInfo.InvariantCulture)), scores.GetProperty("text_offset").EnumerateArray().Select(offset => offset.GetRawText()));
        foreach (var (token, top) in Strings(scores, "tokens").Zip(scores.GetProperty("top_logprobs").EnumerateArray()).Skip(1))
        {
            Assert.InRange(top.EnumerateObject().Count(), 1, 3); // pieces of characters read alike
            Assert.True(top.TryGetProperty(token, out _), "the token itself is among the likeliest or beside them");
        }

        IEnumerable<JsonValueKind> Kinds(string list) => scores.GetProperty(list).EnumerateArray().Select(value => value.ValueKind);
    }

    [Fact]
    public async Task Streamed_scores_of_prompts_are_those_of_the_whole_reply()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = "\"model\":\"tiny\",\"prompt\":[\"Once\",\"Twice upon\"],\"max_tokens\":2,\"temperature\":0,\"ignore_eos\":true,\"logprobs\":1,\"echo\":true";
        var (_, whole) = await tiny.PostToAsync("/v1/completions", $"{{{fields}}}");
        using var content = new StringContent($"{{{fields},\"stream\":true}}", Encoding.UTF8, "application/json");
        using var response = await tiny.Http.PostAsync(new Uri(tiny.Server.BaseUrl, "/v1/completions"), content);
        var chunks = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[..^1].Select(line => JsonElement.Parse(line["data: ".Length..]).GetProperty("choices")[0]).ToArray();

        foreach (var choice in whole.GetProperty("choices").EnumerateArray())
        {
            var own = chunks.Where(chunk => chunk.GetProperty("index").GetInt32() == choice.GetProperty("index").GetInt32()).ToArray();
            Assert.Equal(choice.GetProperty("text").GetString(), string.Concat(own.Select(chunk => chunk.GetProperty("text").GetString())));
            foreach (var list in (string[])["tokens", "text_offset"])
            {
                Assert.Equal(
                    choice.GetProperty("logprobs").GetProperty(list).EnumerateArray().Select(item => item.ToString()),
                    own.Where(chunk => chunk.TryGetProperty("logprobs", out _)).SelectMany(chunk => chunk.GetProperty("logprobs").GetProperty(list).EnumerateArray()).Select(item => item.ToString()));
            }
        }
    }

    [Fact]
    public async Task Every_token_is_scored_once_even_when_a_stream_gives_its_place_back()
    {
        // Eight answers of 100 tokens want more than the 256 cells that there are.
        await using var tiny = new TinyEngine(parallel: 8, contextTokens: 256);
        var streams = Enumerable.Range(0, 8).Select(number => tiny.Engine.Submit(new GenerationRequest
        {
            Prompt = tiny.Engine.ReadText($"Record {number % 2}: {new string('x', 30)}"),
            MaxTokens = 100,
            TopScores = 0,
            ScoresPrompt = true,
            IgnoreEnd = true,
        })).ToArray();

        var results = await Task.WhenAll(streams.Select(stream => stream.Result));

        Assert.True(tiny.Engine.Status.Preemptions > 0);
        Assert.All(results, result => Assert.Equal(100, result.Usage.CompletionTokens));
        Assert.All(streams, stream => Assert.Equal($"ecord {stream.Request.Prompt[7] - streams[0].Request.Prompt[7]}", Encoding.UTF8.GetString([.. stream.PromptScores.Take(7).SelectMany(score => score.Utf8.ToArray())])));
        Assert.All(streams, stream => Assert.Equal(stream.Request.Prompt.Count - 1, stream.PromptScores.Count));
    }

    [Fact]
    public async Task A_beginning_token_that_no_text_spells_moves_no_offset()
    {
        await using var tiny = await TinyServer.StartAsync(addBeginning: true);

        var scores = await ScoresAsync(tiny, "\"prompt\":\"ab\",\"logprobs\":0,\"max_tokens\":0,\"echo\":true");

        Assert.Equal(["a", "b"], Strings(scores, "tokens").Skip(1));
        Assert.Equal([0, 0, 1], scores.GetProperty("text_offset").EnumerateArray().Select(offset => offset.GetInt32()));
    }

    static IEnumerable<string> Strings(JsonElement scores, string list) => scores.GetProperty(list).EnumerateArray().Select(item => item.GetString()!);

    static async Task<JsonElement> ScoresAsync(TinyServer tiny, string fields)
    {
        var (status, body) = await tiny.PostToAsync("/v1/completions", $$"""{"model":"tiny","temperature":0,"ignore_eos":true,{{fields}}}""");
        Assert.True(status == 200, body.ToString());
        return Assert.Single(body.GetProperty("choices").EnumerateArray()).GetProperty("logprobs");
    }
}
