using System.Text;
using System.Text.Json;
using Sluice.Bench.Loading;
using Sluice.Bench.Requests;
using Sluice.Bench.Running;
using Sluice.Tests.Bench.Running;
using Sluice.Tests.Protocol.Client;

namespace Sluice.Tests.Bench.Servers;

public sealed class TokenizerProbeTests
{
    static readonly string[] Long = ["people", "house", "between"];

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 60)]
    public async Task Words_of_several_tokens_are_found_with_few_questions_and_left_out(int longWords, int mostQuestions)
    {
        var (questions, odd) = (0, Long.Take(longWords).ToHashSet());
        using var server = new CannedServer(request =>
        {
            using var body = JsonDocument.Parse(request.Content?.ReadAsStream() ?? new MemoryStream("{}"u8.ToArray()));
            if (request.RequestUri!.AbsolutePath != "/tokenize") return Streams(Tokens(body.RootElement.TryGetProperty("messages", out var messages) ? string.Join(' ', messages.EnumerateArray().Select(each => each.GetProperty("content").GetString())) : ""));
            questions++;
            return Json($$"""{"count":{{Tokens(body.RootElement.GetProperty("prompt").GetString()!)}}}""");
        });
        var watcher = new SilentWatcher();
        var plan = new BenchPlan { Targets = [Measured.Target(new Uri("http://test:8000/v1"), "m") with { Handler = server }], Levels = [Measured.Level(1)], Rule = new StopRule { Runs = 1, WarmUp = 0 } };

        await new BenchRun(plan, TimeProvider.System, null, watcher).RunAsync(null, CancellationToken.None);

        Assert.Equal(CommonWords.All.Except(odd).Order(), watcher.Facts!.Fit.Words!.Order());
        Assert.InRange(questions, 1, mostQuestions);
        Assert.All(watcher.Figures[0].Log.Requests, request => Assert.Equal(64, request.PromptTokens));

        int Tokens(string text) => text.Split(' ').Sum(word => odd.Contains(word) ? 2 : 1);
    }

    static HttpResponseMessage Streams(int tokens) => CannedServer.Response(200, "text/event-stream", new MemoryStream(Encoding.UTF8.GetBytes(
        CannedServer.Content("one") + CannedServer.Finish + $$"""data: {"choices":[],"usage":{"prompt_tokens":{{tokens}},"completion_tokens":8} }""" + "\n\n" + CannedServer.Done)));

    static HttpResponseMessage Json(string body) => CannedServer.Response(200, "application/json", new MemoryStream(Encoding.UTF8.GetBytes(body)));
}
