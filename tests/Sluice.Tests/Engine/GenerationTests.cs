using Sluice.Engine;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Engine;

public sealed class GenerationTests
{
    [Fact]
    public async Task An_answer_ends_at_its_token_limit()
    {
        await using var tiny = new TinyEngine();

        var (text, result) = await tiny.Submit("Hello", maxTokens: 12).ReadToEndAsync();

        Assert.NotEqual("", text);
        Assert.Equal("length", result.FinishReason);
        Assert.Equal(12, result.Usage.CompletionTokens);
        Assert.Equal(5, result.Usage.PromptTokens);
    }

    [Fact]
    public async Task An_answer_ends_where_the_model_ends_it()
    {
        await using var tiny = new TinyEngine();

        // 3 of 264 tokens end an answer, so of some hundred tokens drawn at random one does.
        var request = new GenerationRequest { Prompt = tiny.Engine.ReadText("Hello"), MaxTokens = 1900, Sampling = new SamplingSettings { Temperature = 2, Seed = 3 } };
        var (text, result) = await tiny.Engine.Submit(request).ReadToEndAsync();

        Assert.Equal("stop", result.FinishReason);
        Assert.DoesNotContain("<|im_end|>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_limit_an_answer_ends_with_the_context()
    {
        await using var tiny = new TinyEngine(contextTokens: 256);
        var request = new GenerationRequest { Prompt = tiny.Engine.ReadText("Hello"), IgnoreEnd = true };

        var result = await tiny.Engine.Submit(request).Result;

        Assert.Equal("length", result.FinishReason);
        Assert.Equal(256 - 5, result.Usage.CompletionTokens);
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_answer()
    {
        await using var tiny = new TinyEngine(sharePrefixes: false);

        var (first, _) = await tiny.Submit("Hello", 40, temperature: 1, seed: 11).ReadToEndAsync();
        var (again, _) = await tiny.Submit("Hello", 40, temperature: 1, seed: 11).ReadToEndAsync();
        var (other, _) = await tiny.Submit("Hello", 40, temperature: 1, seed: 12).ReadToEndAsync();

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task A_stop_string_ends_the_answer_and_is_not_part_of_it()
    {
        await using var tiny = new TinyEngine();
        var (whole, _) = await tiny.Submit("Hello", 40).ReadToEndAsync();
        var stop = whole[20..24];

        var (text, result) = await tiny.Submit("Hello", 40, stop: [stop]).ReadToEndAsync();

        Assert.Equal("stop", result.FinishReason);
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], text);
    }

    [Fact]
    public async Task A_prompt_longer_than_the_context_is_refused_at_once()
    {
        await using var tiny = new TinyEngine(contextTokens: 256);

        var result = await tiny.Submit(new string('x', 300)).Result;

        Assert.Equal(FailureReason.Request, result.Failure?.Reason);
        Assert.Equal("A prompt of 300 tokens is longer than the context of 256.", result.Failure?.Detail);
    }

    [Fact]
    public async Task A_stopped_engine_ends_its_answers_as_cancelled()
    {
        var tiny = new TinyEngine(parallel: 1);
        var running = tiny.Submit("Hello", 1900);
        var waiting = tiny.Submit("World", 1900);

        await tiny.DisposeAsync();

        Assert.Equal(FailureReason.Cancelled, (await running.Result).Failure?.Reason);
        Assert.Equal(FailureReason.Cancelled, (await waiting.Result).Failure?.Reason);
    }
}
