using System.Globalization;
using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Requests;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Bench.Servers;

/// <summary>Learns by a few small requests what a server takes, how it counts and what a request costs beside the model's work.</summary>
public sealed class ServerProbe(BenchTarget target, ModelClient client, SideChannel side, BenchClock clock, int seed)
{
    const int LatencyProbes = 3;

    /// <summary>Words of the small probe.</summary>
    const int FewWords = 64;

    /// <summary>Words of the large probe: as far from the small one as the server's context takes, for the tokens a word costs.</summary>
    static readonly int[] ManyWords = [264, 160, 112];

    readonly MadeText _text = new();
    long _nonce = -1; // downwards, so that no measured prompt begins like a probe

    /// <summary>The failure is that of a request which the server should have answered.</summary>
    public async Task<(ServerFacts? Facts, Failure? Failure)> LearnAsync(CancellationToken ct)
    {
        var (fields, dropped, failure) = await TryFieldsAsync(ct).ConfigureAwait(false);
        if (failure is not null) return (null, failure);
        var fit = await FitAsync(fields, ct).ConfigureAwait(false);
        var latency = await LatencyAsync(ct).ConfigureAwait(false);
        return (new ServerFacts(new LogServer
        {
            Backend = target.Backend,
            Url = target.Endpoint.BaseUrl.ToString(),
            Model = target.Model,
            Engine = await EngineAsync(ct).ConfigureAwait(false),
            Endpoint = target.Chat ? "chat" : "completions",
            Latency = latency,
            LatencyMode = latency is null ? "none" : "api",
            Dropped = dropped,
            Flags = await ServerFlags.LearnAsync(side, target.Model, ct).ConfigureAwait(false),
        }, fields, fit), null);
    }

    /// <summary>Sends one short request with all we would like; each field that it names in a refusal is left out, else all.</summary>
    async Task<(IReadOnlySet<string> Fields, IReadOnlyList<string> Dropped, Failure? Failure)> TryFieldsAsync(CancellationToken ct)
    {
        var fields = new HashSet<string>(OutputFields.Wished, StringComparer.Ordinal);
        var dropped = new List<string>();
        while (true)
        {
            var reply = await AskAsync(FewWords, system: false, fields, ct).ConfigureAwait(false);
            if (reply.Failure is not { } failure)
            {
                if (client.UsageRefused) dropped.Add(OutputFields.StreamOptions);
                return (fields, dropped, null);
            }

            if (failure is { HttpStatus: 404 or 405 }) return (fields, dropped, await OtherPathAsync(failure, ct).ConfigureAwait(false));
            if (failure is not { Reason: FailureReason.Request, HttpStatus: 400 or 422 or 413 }) return (fields, dropped, failure);
            if (!fields.Contains(OutputFields.MaxCompletionTokens) && reply.RawBody?.Contains(OutputFields.MaxCompletionTokens, StringComparison.Ordinal) == true)
            {
                fields.Add(OutputFields.MaxCompletionTokens);
                continue;
            }

            string[] wished = [.. fields.Where(OutputFields.Wished.Contains)];
            if (wished.Length == 0)
            {
                if (!fields.Add(OutputFields.NoUsage)) return (fields, dropped, failure);
                dropped.Add(OutputFields.StreamOptions); // the only one left: a server that names none is given none
                continue;
            }

            string[] named = [.. wished.Where(field => reply.RawBody?.Contains(field, StringComparison.Ordinal) == true)];
            foreach (var field in named.Length > 0 ? named : wished)
            {
                fields.Remove(field);
                dropped.Add(field);
            }
        }
    }

    /// <summary>A server that knows only one of the two ways of asking says "not found" to the other.</summary>
    async Task<Failure> OtherPathAsync(Failure failure, CancellationToken ct)
    {
        var other = await new ServerProbe(target with { Chat = !target.Chat }, client, side, clock, seed).AskAsync(FewWords, system: false, new HashSet<string>(), ct).ConfigureAwait(false);
        if (other.Failure is { Reason: not FailureReason.Truncated }) return failure;
        return failure with { Detail = $"{failure.Detail}; it answers {(target.Chat ? "/completions: ask with --completions" : "/chat/completions: ask without --completions")}" };
    }

    async Task<PromptFit> FitAsync(IReadOnlySet<string> fields, CancellationToken ct)
    {
        if (await UsageAsync(FewWords, false, fields, ct).ConfigureAwait(false) is not { } few) return PromptFit.Unknown;
        var words = await PlainWordsAsync(ct).ConfigureAwait(false);
        if (words is { Count: > 60 })
        {
            var plain = new MadeText(words);
            var (user, both) = (await UsageAsync(FewWords, false, fields, ct, plain).ConfigureAwait(false), await UsageAsync(FewWords, true, fields, ct, plain).ConfigureAwait(false));

            // What is billed decides: a tokenizer that counts otherwise is another model's.
            var longer = await LongerAsync(fields, ct, plain).ConfigureAwait(false);
            if (user is { } one && both is { } two && longer is { } more && more.Tokens == one + more.Words - FewWords) return new PromptFit(one - FewWords, two - one - FewWords, 1, words, $"/tokenize: {words.Count} of {CommonWords.All.Count} words are one token each");
        }

        if (await LongerAsync(fields, ct).ConfigureAwait(false) is not { } many || many.Tokens <= few)
            return PromptFit.Unknown with { Source = "not calibrated: the server counts short prompts but answers no longer one, so a word stands for a token" };
        var perWord = (many.Tokens - few) / (double)(many.Words - FewWords);
        var system = await UsageAsync(FewWords, true, fields, ct).ConfigureAwait(false) is { } with ? with - few - FewWords * perWord : 0;
        return new PromptFit(few - FewWords * perWord, system, perWord, null, FormattableString.Invariant($"usage: {perWord:0.###} tokens a word"));
    }

    /// <summary>What the longest probe that the server answers costs; null when it answers none.</summary>
    async Task<(int Words, int Tokens)?> LongerAsync(IReadOnlySet<string> fields, CancellationToken ct, MadeText? text = null)
    {
        foreach (var words in ManyWords)
        {
            if (await UsageAsync(words, false, fields, ct, text).ConfigureAwait(false) is { } tokens) return (words, tokens);
        }

        return null;
    }

    /// <summary>The words that add exactly one token each, by the server's tokenizer; null without one.</summary>
    async Task<IReadOnlyCollection<string>?> PlainWordsAsync(CancellationToken ct)
    {
        var tokenizer = new Tokenizer(side, target.Model);
        if (await tokenizer.CountAsync("the", ct).ConfigureAwait(false) is not { } one || await tokenizer.CountAsync("the the the", ct).ConfigureAwait(false) is not { } three || three != one + 2) return null;
        var words = new HashSet<string>(StringComparer.Ordinal);
        return await SiftAsync(tokenizer, one, CommonWords.All, words, ct).ConfigureAwait(false) ? words : null;
    }

    /// <summary>
    /// Keeps the words that are one token each, after themselves and after another. Each costs one at least, so words that together cost no more than
    /// one each are all plain; else each half is asked about: a question where a vocabulary has them all, and not one a word over a slow network.
    /// </summary>
    /// <returns>False when the tokenizer stopped answering.</returns>
    static async Task<bool> SiftAsync(Tokenizer tokenizer, int the, IReadOnlyList<string> some, HashSet<string> plain, CancellationToken ct)
    {
        if (some.Count == 0) return true;
        var text = new StringBuilder("the");
        foreach (var word in some) text.Append(CultureInfo.InvariantCulture, $" {word} {word} the");
        if (await tokenizer.CountAsync(text.ToString(), ct).ConfigureAwait(false) is not { } count) return false;
        if (count == the + 3 * some.Count)
        {
            plain.UnionWith(some);
            return true;
        }

        var half = some.Count / 2;
        return half == 0 || (await SiftAsync(tokenizer, the, [.. some.Take(half)], plain, ct).ConfigureAwait(false) && await SiftAsync(tokenizer, the, [.. some.Skip(half)], plain, ct).ConfigureAwait(false));
    }

    async Task<int?> UsageAsync(int words, bool system, IReadOnlySet<string> fields, CancellationToken ct, MadeText? text = null) =>
        (await AskAsync(words, system, fields, ct, text).ConfigureAwait(false)).Usage?.PromptTokens;

    Task<Reply> AskAsync(int words, bool system, IReadOnlySet<string> fields, CancellationToken ct, MadeText? text = null)
    {
        const int output = 2; // a server that speculates or refuses one token still answers
        var user = (text ?? _text).Write(words, _nonce-- & long.MaxValue, seed);
        var before = system ? (text ?? _text).Write(words, _nonce-- & long.MaxValue, seed) : null;
        if (!target.Chat)
            return client.CompleteAsync(new CompletionRequest { Model = target.Model, Prompts = [new CompletionPrompt { Text = before is null ? user : $"{before} {user}" }], MaxTokens = output, IncludeUsage = !fields.Contains(OutputFields.NoUsage), Extra = OutputFields.Of(fields, output) }, ct: ct);
        return client.ChatAsync(new ChatRequest
        {
            Model = target.Model,
            Messages = before is null ? [new ChatMessage("user", user)] : [new ChatMessage("system", before), new ChatMessage("user", user)],
            MaxTokens = fields.Contains(OutputFields.MaxCompletionTokens) ? null : output,
            IncludeUsage = !fields.Contains(OutputFields.NoUsage),
            Extra = OutputFields.Of(fields, output),
        }, ct: ct);
    }

    /// <summary>The mean of a few small questions that need no model; the first one opens the connection and does not count.</summary>
    async Task<TimeSpan?> LatencyAsync(CancellationToken ct)
    {
        if ((await client.ListModelsAsync(ct).ConfigureAwait(false)).Failure is not null) return null;
        var begin = clock.Now;
        for (var i = 0; i < LatencyProbes; i++) await client.ListModelsAsync(ct).ConfigureAwait(false);
        return (clock.Now - begin) / LatencyProbes;
    }

    async Task<string?> EngineAsync(CancellationToken ct)
    {
        if (await side.GetJsonAsync("/version", ct).ConfigureAwait(false) is { } version && version.TryGetProperty("version"u8, out var number)) return $"vLLM {number}";
        if (await side.GetJsonAsync("/props", ct).ConfigureAwait(false) is { } props && props.TryGetProperty("build_info"u8, out var build)) return $"llama.cpp {build}";
        return null;
    }
}
