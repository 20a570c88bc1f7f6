using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace Sluice.ScenarioTests.Engine;

/// <summary>The bundled model as the official OpenAI client sees it.</summary>
public sealed class OfficialClientTests(BundledModel bundled) : IClassFixture<BundledModel>
{
    static readonly ChatMessage[] Question = [new UserChatMessage("What is the capital of France? Answer in one sentence.")];

    ChatClient Client(string key = BundledModel.Key) =>
        new(bundled.Server.ModelName, new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = bundled.Server.BaseUrl });

    static ChatCompletionOptions Greedy(int maxTokens = 40) => new() { Temperature = 0, MaxOutputTokenCount = maxTokens };

    [Fact]
    public async Task A_question_is_answered_sensibly()
    {
        ChatCompletion answer = await Client().CompleteChatAsync(Question, Greedy());

        Assert.Contains("Paris", answer.Content[0].Text, StringComparison.Ordinal);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.True(answer.Usage.InputTokenCount > 10);
        Assert.InRange(answer.Usage.OutputTokenCount, 5, 40);
    }

    [Fact]
    public async Task A_stream_brings_the_same_answer_in_pieces()
    {
        ChatCompletion whole = await Client().CompleteChatAsync(Question, Greedy());
        var pieces = new List<string>();
        ChatFinishReason? reason = null;
        ChatTokenUsage? usage = null;

        await foreach (var update in Client().CompleteChatStreamingAsync(Question, Greedy()))
        {
            pieces.AddRange(update.ContentUpdate.Select(part => part.Text));
            reason = update.FinishReason ?? reason;
            usage = update.Usage ?? usage;
        }

        Assert.Equal(whole.Content[0].Text, string.Concat(pieces));
        Assert.True(pieces.Count > 5, "the text came in one piece");
        Assert.Equal(ChatFinishReason.Stop, reason);
        Assert.Equal(whole.Usage.OutputTokenCount, usage?.OutputTokenCount);
    }

    [Fact]
    public async Task An_answer_under_a_schema_is_valid_and_quotes_its_source()
    {
        const string posting = "Senior Java Developer\nWe look for somebody in Zürich who knows Kotlin, SQL and Docker.";
        var options = Greedy(200);
        options.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("posting", BinaryData.FromString("""
            {
              "type": "object",
              "properties": {
                "title": { "type": "string", "x-verbatim": { "at": "line-start" } },
                "seniority": { "enum": ["junior", "senior"] },
                "skills": { "type": "array", "items": { "type": "string", "x-verbatim": true }, "minItems": 1, "maxItems": 4, "uniqueItems": true }
              },
              "required": ["title", "seniority", "skills"],
              "additionalProperties": false
            }
            """), jsonSchemaIsStrict: true);

        ChatCompletion answer = await Client().CompleteChatAsync([new SystemChatMessage("Extract the posting as JSON."), new UserChatMessage(posting)], options);

        Assert.True(answer.FinishReason == ChatFinishReason.Stop, $"ended by {answer.FinishReason}: {answer.Content[0].Text}");
        var found = JsonDocument.Parse(answer.Content[0].Text).RootElement;
        var title = found.GetProperty("title").GetString()!;
        Assert.Contains(posting.Split('\n'), line => line.StartsWith(title, StringComparison.OrdinalIgnoreCase));
        Assert.All(found.GetProperty("skills").EnumerateArray(), skill => Assert.Contains(skill.GetString()!, posting, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Requests_at_once_are_answered_as_alone_and_share_their_beginning()
    {
        var system = new SystemChatMessage("You are a geography teacher. You answer every question about countries in exactly one short sentence and never add anything else to it.");
        string[] countries = ["France", "Italy", "Japan", "Spain"];
        await Client().CompleteChatAsync([system, new UserChatMessage("What is the capital of Germany?")], Greedy(5));

        var answers = await Task.WhenAll(countries.Select(async country =>
            (await Client().CompleteChatAsync([system, new UserChatMessage($"What is the capital of {country}?")], Greedy())).Value));

        string[] capitals = ["Paris", "Rome", "Tokyo", "Madrid"];
        Assert.True(capitals.Zip(answers).Count(pair => pair.Second.Content[0].Text.Contains(pair.First, StringComparison.Ordinal)) >= 3);
        Assert.All(answers, answer => Assert.True(answer.Usage.InputTokenDetails.CachedTokenCount > 20));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_as_the_client_expects()
    {
        var problem = await Assert.ThrowsAsync<ClientResultException>(() => Client("wrong").CompleteChatAsync(Question, Greedy()));

        Assert.Equal(401, problem.Status);
        Assert.Contains("key is missing or wrong", problem.Message, StringComparison.Ordinal);
    }
}
