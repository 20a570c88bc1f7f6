using Sluice.Engine;
using Sluice.Engine.Serving;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Markup;

namespace Sluice.Tests.Engine.Serving;

/// <summary><c>parallel_tool_calls</c>: whether an answer may ask for several calls.</summary>
public sealed class OneCallTests
{
    const string TwoCalls = "Well. <tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1}}</tool_call><tool_call>{\"name\": \"g\", \"arguments\": {}}</tool_call>";

    [Theory]
    [InlineData(false, "f")]
    [InlineData(true, "f", "g")]
    public async Task Only_the_first_call_is_told_to_a_client_that_wants_no_more(bool mayBeSeveral, params string[] told)
    {
        var request = new GenerationRequest { Prompt = [1] };
        var generation = new Generation(request, CancellationToken.None);
        var answer = new RunningAnswer(new PreparedAnswer(request, AnswerMarkup.Hermes.Read("", ["f", "g"])) { IsOneCall = !mayBeSeveral }, generation, 0);
        generation.Write(TwoCalls, []);
        generation.Finish(new GenerationResult(new TokenUsage(1, 30)) { FinishReason = "stop" });

        var (choice, _) = await answer.ReadToEndAsync();

        Assert.Equal(told, choice!.Calls.Select(call => call.Name));
        Assert.Equal(("Well.", "tool_calls"), (choice.Content.Trim(), choice.FinishReason));
    }

    [Fact]
    public async Task Whether_several_are_wanted_is_true_or_false()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await tiny.ChatAsync("\"parallel_tool_calls\": \"no\"");

        Assert.Equal((400, "parallel_tool_calls"), (status, body.GetProperty("error").GetProperty("param").GetString()));
    }
}
