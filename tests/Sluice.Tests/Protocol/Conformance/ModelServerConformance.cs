using System.ClientModel;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace Sluice.Tests.Protocol.Conformance;

/// <summary>
/// What every model server of ours does over HTTP, as the official client sees it: derive it with a server that is started, and
/// <see cref="ModelServerEdgeConformance"/> too. An optional capability is either served or refused with the name of its parameter.
/// </summary>
public abstract class ModelServerConformance : IAsyncLifetime
{
    static readonly ChatMessage[] Question = [new UserChatMessage("Grüße aus Zürich: what is the capital of France?")];

    ConformingServer server = null!;

    protected abstract Task<ConformingServer> StartAsync();

    public async Task InitializeAsync() => server = await StartAsync();

    public async Task DisposeAsync() => await server.Owner.DisposeAsync();

    ChatClient Client(string? key = null, string? model = null) => new(
        model ?? server.Model, new ApiKeyCredential(key ?? server.Key ?? "none"),
        new OpenAIClientOptions { Endpoint = server.BaseUrl, RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(maxRetries: 0) });

    static ChatCompletionOptions Greedy(int maxTokens = 12) => new() { Temperature = 0, MaxOutputTokenCount = maxTokens };

    // Runs what a server may leave out; one that does so answers 400 and names the parameter.
    async Task ServedOrRefusedAsync(ServerCapabilities capability, string parameter, Func<Task> test)
    {
        if (server.Can.HasFlag(capability))
        {
            await test();
            return;
        }
        var refusal = await Assert.ThrowsAsync<ClientResultException>(test);
        Assert.Equal(400, refusal.Status);
        Assert.Contains(parameter, refusal.GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_is_answered_with_its_tokens_counted()
    {
        ChatCompletion answer = await Client().CompleteChatAsync(Question, Greedy());

        Assert.NotEqual("", answer.Content[0].Text);
        Assert.Equal(ChatMessageRole.Assistant, answer.Role);
        Assert.Equal(server.Model, answer.Model);
        Assert.True(answer.Usage.InputTokenCount > 5);
        Assert.InRange(answer.Usage.OutputTokenCount, 1, 12);
        Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task A_stream_brings_the_whole_answers_text_reason_and_usage()
    {
        ChatCompletion whole = await Client().CompleteChatAsync(Question, Greedy());
        var text = new StringBuilder();
        ChatFinishReason? reason = null;
        ChatTokenUsage? usage = null;

        await foreach (var update in Client().CompleteChatStreamingAsync(Question, Greedy()))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
            reason = update.FinishReason ?? reason;
            usage = update.Usage ?? usage;
        }

        Assert.Equal(whole.Content[0].Text, text.ToString());
        Assert.Equal(whole.FinishReason, reason);
        Assert.Equal((whole.Usage.InputTokenCount, whole.Usage.OutputTokenCount), (usage?.InputTokenCount, usage?.OutputTokenCount));
    }

    [Fact]
    public async Task An_answer_ends_at_its_token_limit_for_that_reason()
    {
        ChatCompletion answer = await Client().CompleteChatAsync(Question, Greedy(maxTokens: 1));

        Assert.Equal((1, ChatFinishReason.Length), (answer.Usage.OutputTokenCount, answer.FinishReason));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_where_one_is_asked_for()
    {
        if (server.Key is null)
        {
            await Client(key: "wrong").CompleteChatAsync(Question, Greedy());
            return;
        }

        var refusal = await Assert.ThrowsAsync<ClientResultException>(() => Client(key: "wrong").CompleteChatAsync(Question, Greedy()));

        Assert.Equal(401, refusal.Status);
    }

    [Fact]
    public async Task A_model_that_is_not_here_is_refused_with_those_that_are()
    {
        var refusal = await Assert.ThrowsAsync<ClientResultException>(() => Client(model: "gpt-none").CompleteChatAsync(Question, Greedy()));

        Assert.Equal(404, refusal.Status);
        Assert.Contains(server.Model, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_cancelled_leaves_the_server_to_others()
    {
        for (var i = 0; i < 20; i++)
        {
            await foreach (var _ in Client().CompleteChatStreamingAsync(Question, Greedy(maxTokens: 400)))
                break; // the client closes the connection
        }

        ChatCompletion answer = await Client().CompleteChatAsync(Question, Greedy());
        Assert.NotEqual("", answer.Content[0].Text);
    }

    [Fact]
    public Task Answers_under_a_schema_fit_it() => ServedOrRefusedAsync(ServerCapabilities.JsonSchema, "response_format", async () =>
    {
        var options = Greedy(300);
        options.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("answer", BinaryData.FromString("""
            {"type":"object","properties":{"city":{"enum":["Paris","Rome"]},"sure":{"type":"boolean"}},"required":["city","sure"],"additionalProperties":false}
            """), jsonSchemaIsStrict: true);

        ChatCompletion answer = await Client().CompleteChatAsync(Question, options);

        var found = JsonDocument.Parse(answer.Content[0].Text).RootElement;
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Contains(found.GetProperty("city").GetString(), (string[])["Paris", "Rome"]);
        Assert.True(found.GetProperty("sure").ValueKind is JsonValueKind.True or JsonValueKind.False);
    });

    [Fact]
    public Task A_call_that_is_required_has_arguments_that_fit() => ServedOrRefusedAsync(ServerCapabilities.Tools, "tool", async () =>
    {
        var options = Greedy(300);
        options.Tools.Add(ChatTool.CreateFunctionTool("pick", "Picks a colour.", BinaryData.FromString("""
            {"type":"object","properties":{"colour":{"enum":["red","blue"]}},"required":["colour"],"additionalProperties":false}
            """)));
        options.ToolChoice = ChatToolChoice.CreateRequiredChoice();

        ChatCompletion answer = await Client().CompleteChatAsync(Question, options);

        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        var call = Assert.Single(answer.ToolCalls);
        Assert.Equal("pick", call.FunctionName);
        Assert.NotEqual("", call.Id);
        Assert.Contains(JsonDocument.Parse(call.FunctionArguments).RootElement.GetProperty("colour").GetString(), (string[])["red", "blue"]);
    });

    [Fact]
    public Task Scores_of_tokens_spell_the_answer() => ServedOrRefusedAsync(ServerCapabilities.Scores, "logprobs", async () =>
    {
        var options = Greedy();
        options.IncludeLogProbabilities = true;
        options.TopLogProbabilityCount = 2;

        ChatCompletion answer = await Client().CompleteChatAsync(Question, options);

        Assert.Equal(answer.Content[0].Text, Encoding.UTF8.GetString([.. answer.ContentTokenLogProbabilities.SelectMany(token => token.Utf8Bytes!.Value.ToArray())]));
        Assert.All(answer.ContentTokenLogProbabilities, token => Assert.True(token.LogProbability <= 0 && token.TopLogProbabilities.Count == 2));
    });
}
