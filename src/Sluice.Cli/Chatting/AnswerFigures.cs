using System.Globalization;
using System.Text.Json;
using Sluice.Cli.Viewing;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Chatting;

/// <summary>What an answer took: tokens and times.</summary>
internal static class AnswerFigures
{
    /// <summary>Tokens a second while it was written; null below two tokens or without a count.</summary>
    public static double? Rate(Reply reply) =>
        reply.Usage is { } usage && reply.Timing.TimePerOutputToken(usage.CompletionTokens) is { Ticks: > 0 } each ? 1 / each.TotalSeconds : null;

    /// <summary>"31 + 58 tokens, 12 of them from the cache; 0.21 s to the first, 34.5 tok/s".</summary>
    public static string Line(Reply reply)
    {
        string tokens = reply.Usage is { } usage
            ? $"{Figures.Count(usage.PromptTokens)} tokens read{(usage.CachedPromptTokens is > 0 and var cached ? $" ({Figures.Count(cached)} from the cache)" : "")}, {Figures.Count(usage.CompletionTokens)} written"
            : "tokens not counted by the server";
        string first = reply.Timing.FirstToken is { } wait ? string.Create(CultureInfo.InvariantCulture, $"; {wait.TotalSeconds:0.00} s to the first") : "";
        string rate = Rate(reply) is { } speed ? $", {Figures.Rate(speed)} tok/s" : "";
        string end = reply.FinishReason is null or "stop" ? "" : reply.FinishReason == "length" ? "; cut at its limit of tokens" : $"; ended by {reply.FinishReason}";
        return tokens + first + rate + end;
    }

    public static void Write(Utf8JsonWriter json, Reply reply)
    {
        json.WriteString("finish_reason", reply.FinishReason);
        Number("prompt_tokens", reply.Usage?.PromptTokens);
        Number("cached_prompt_tokens", reply.Usage?.CachedPromptTokens);
        Number("completion_tokens", reply.Usage?.CompletionTokens);
        Number("first_token_seconds", reply.Timing.FirstToken?.TotalSeconds);
        Number("total_seconds", reply.Timing.Total.TotalSeconds);
        Number("tokens_per_second", Rate(reply));

        void Number(string name, double? value)
        {
            if (value is { } known) json.WriteNumber(name, Math.Round(known, 4));
            else json.WriteNull(name);
        }
    }
}
