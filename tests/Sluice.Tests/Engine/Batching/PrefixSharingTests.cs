namespace Sluice.Tests.Engine.Batching;

public sealed class PrefixSharingTests
{
    static readonly string Prefix = string.Concat(Enumerable.Repeat("Skills of a job posting. ", 20)); // 500 tokens

    [Fact]
    public async Task A_common_beginning_is_read_once_for_requests_at_the_same_time()
    {
        await using var tiny = new TinyEngine(parallel: 8);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => tiny.Submit($"{Prefix}{i}{i}{i}", 5).Result));

        Assert.Equal(0, results[0].Usage.CachedPromptTokens);
        Assert.All(results.Skip(1), result => Assert.Equal(500, result.Usage.CachedPromptTokens));
    }

    [Fact]
    public async Task A_common_beginning_outlives_the_request_that_read_it()
    {
        await using var tiny = new TinyEngine();
        await tiny.Submit(Prefix + "first", 5).Result;

        var second = await tiny.Submit(Prefix + "second", 5).Result;
        var third = await tiny.Submit(Prefix + "third", 5).Result;

        Assert.Equal(500, second.Usage.CachedPromptTokens);
        Assert.Equal(500, third.Usage.CachedPromptTokens);
    }

    [Fact]
    public async Task A_conversation_goes_on_without_reading_its_beginning_again()
    {
        await using var tiny = new TinyEngine();
        var prompt = Prefix + "Say something.";
        var (answer, _) = await tiny.Submit(prompt, 30).ReadToEndAsync();

        var next = await tiny.Submit(prompt + answer.Split('\uFFFD')[0] + " And then?", 5).Result;

        Assert.True(next.Usage.CachedPromptTokens >= prompt.Length, $"{next.Usage.CachedPromptTokens} of {prompt.Length} tokens were there");
    }

    [Fact]
    public async Task The_same_prompt_again_reads_only_its_last_token()
    {
        await using var tiny = new TinyEngine();
        var (first, _) = await tiny.Submit(Prefix, 20).ReadToEndAsync();

        var (again, result) = await tiny.Submit(Prefix, 20).ReadToEndAsync();

        Assert.Equal(499, result.Usage.CachedPromptTokens);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task What_is_kept_gives_way_to_what_runs()
    {
        await using var tiny = new TinyEngine(parallel: 2, contextTokens: 768);
        await tiny.Submit(Prefix, 5).Result;

        var result = await tiny.Submit(new string('x', 600), 100).Result;

        Assert.Equal("length", result.FinishReason);
        Assert.Equal(0, tiny.Engine.Status.Preemptions);
    }

    [Fact]
    public async Task Tails_that_only_one_prompt_had_do_not_pile_up()
    {
        await using var tiny = new TinyEngine(parallel: 2, contextTokens: 4096);

        for (var i = 0; i < 12; i++)
            await tiny.Submit(Prefix + new string((char)('a' + i), 150), 5).Result;

        var status = tiny.Engine.Status;
        Assert.InRange(status.KvUsed, 500, 500 + 2 * 160);
    }

    [Fact]
    public async Task Sharing_can_be_switched_off()
    {
        await using var tiny = new TinyEngine(sharePrefixes: false);
        await tiny.Submit(Prefix, 5).Result;

        var result = await tiny.Submit(Prefix, 5).Result;

        Assert.Equal(0, result.Usage.CachedPromptTokens);
        Assert.Equal(0, tiny.Engine.Status.KvUsed);
    }
}
