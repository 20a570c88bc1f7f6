using System.Text.Json;
using Sluice.Bench.Events;
using Sluice.Protocol.Chat;

namespace Sluice.Bench.Requests;

/// <summary>Made prompts of a length, each with a beginning of its own, so that a prefix cache never helps; or with one shared beginning, so that it does.</summary>
/// <param name="jitter">Lengths are drawn evenly from so much below to so much above, as a share; 0 for all the same.</param>
/// <param name="chat">Messages, or a plain text to go on with.</param>
/// <param name="fields">Body fields that ask for the exact output length, where the server knows them; <c>min_tokens</c> gets the length.</param>
/// <param name="firstNonce">Must not overlap with another source's of the same server.</param>
public sealed class PromptSource(LevelPlan plan, string model, PromptFit fit, double jitter, bool chat, IReadOnlySet<string> fields, long firstNonce, int seed) : RequestSource
{
    readonly MadeText _text = new(fit.Words);
    readonly Random _lengths = new(unchecked(seed * 17 + (int)firstNonce));
    readonly Dictionary<int, IReadOnlyDictionary<string, JsonElement>> _extra = [];
    long _nonce = firstNonce;

    public override RequestDraft Next()
    {
        var (prompt, output) = (Drawn(plan.Prompt), Drawn(plan.Output));
        return new RequestDraft(chat ? Chat(prompt, output) : Completion(prompt, output), prompt + plan.Depth, output);
    }

    ChatRequest Chat(int prompt, int output) => new()
    {
        Model = model,
        Messages = Depth() is { } depth ? [depth, User(prompt)] : [User(prompt)],
        MaxTokens = fields.Contains(OutputFields.MaxCompletionTokens) ? null : output,
        IncludeUsage = !fields.Contains(OutputFields.NoUsage),
        Extra = ExtraOf(output),
    };

    CompletionRequest Completion(int prompt, int output)
    {
        var depth = plan.Depth == 0 ? null : Made(fit.SystemWords(plan.Depth), plan.SharedPrefix);
        return new CompletionRequest
        {
            Model = model,
            Prompts = [new CompletionPrompt { Written = Made(fit.UserWords(prompt), shared: false, depth) }],
            MaxTokens = output,
            IncludeUsage = !fields.Contains(OutputFields.NoUsage),
            Extra = ExtraOf(output),
        };
    }

    ChatMessage User(int prompt) => new("user", "") { Written = Made(fit.UserWords(prompt), shared: false) };

    ChatMessage? Depth() => plan.Depth == 0 ? null : new ChatMessage("system", "") { Written = Made(fit.SystemWords(plan.Depth), plan.SharedPrefix) };

    MadePrompt Made(int words, bool shared, MadePrompt? before = null) => new(_text, words, shared ? null : _nonce++, seed, before);

    /// <summary>The same for all requests of a length.</summary>
    IReadOnlyDictionary<string, JsonElement> ExtraOf(int output)
    {
        if (!_extra.TryGetValue(output, out var extra)) _extra[output] = extra = OutputFields.Of(fields, output);
        return extra;
    }

    int Drawn(int length) => jitter <= 0 ? length : Math.Max(1, (int)Math.Round(length * (1 - jitter + 2 * jitter * _lengths.NextDouble())));
}

/// <summary>Fields beyond OpenAI's that hold an answer to its length and tell its tokens.</summary>
public static class OutputFields
{
    public const string IgnoreEos = "ignore_eos", MinTokens = "min_tokens", TokenIds = "return_token_ids", MaxCompletionTokens = "max_completion_tokens";

    /// <summary>The field that asks for a usage at the end of a stream; it is the client's own, and sent unless <see cref="NoUsage"/> stands.</summary>
    public const string StreamOptions = "stream_options";

    /// <summary>Stands among a server's fields when it refuses every request with <see cref="StreamOptions"/> without naming it.</summary>
    public const string NoUsage = "no " + StreamOptions;

    /// <summary>What is tried at a server first; those that it refuses are left out.</summary>
    public static IReadOnlySet<string> Wished { get; } = new HashSet<string>(StringComparer.Ordinal) { IgnoreEos, MinTokens, TokenIds };

    public static IReadOnlyDictionary<string, JsonElement> Of(IReadOnlySet<string> fields, int output)
    {
        var extra = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (fields.Contains(IgnoreEos)) extra[IgnoreEos] = JsonSerializer.SerializeToElement(true, JsonPlain.Default.Boolean);
        if (fields.Contains(MinTokens)) extra[MinTokens] = JsonSerializer.SerializeToElement(output, JsonPlain.Default.Int32);
        if (fields.Contains(TokenIds)) extra[TokenIds] = JsonSerializer.SerializeToElement(true, JsonPlain.Default.Boolean);
        if (fields.Contains(MaxCompletionTokens)) extra[MaxCompletionTokens] = JsonSerializer.SerializeToElement(output, JsonPlain.Default.Int32);
        return extra;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(bool))]
[System.Text.Json.Serialization.JsonSerializable(typeof(int))]
sealed partial class JsonPlain : System.Text.Json.Serialization.JsonSerializerContext;
