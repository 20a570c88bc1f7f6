using System.Collections.Concurrent;
using Sluice.Protocol.Chat;
using Sluice.Twin.Serving.Texts;

namespace Sluice.Twin.Serving.Wire;

/// <summary>Which requests begin with the same tokens: chats with the same first message, when more follow it.</summary>
sealed class PrefixGroups
{
    /// <summary>Beginnings that are told apart; further ones are not shared. The cache's books grow with them.</summary>
    const int Most = 1024;

    readonly ConcurrentDictionary<int, int> _groups = new();
    int _next;

    public (int Group, int Tokens) Of(SamplingRequest request)
    {
        if (request is not ChatRequest { Messages: [var first, _, ..] }) return (-1, 0);
        var group = _groups.Count < Most
            ? _groups.GetOrAdd(HashCodes.Of($"{first.Role}\n{first.Content}"), _ => Interlocked.Increment(ref _next) - 1)
            : _groups.GetValueOrDefault(HashCodes.Of($"{first.Role}\n{first.Content}"), -1);
        return group < 0 ? (-1, 0) : (group, PromptTokens.Of(first));
    }
}
