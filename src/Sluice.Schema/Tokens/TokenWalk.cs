using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Running;

namespace Sluice.Schema.Tokens;

/// <summary>One walk over a tree of tokens with a machine: each byte is tried once, whatever number of tokens begins with it.</summary>
internal static class TokenWalk
{
    /// <summary>Adds to a mask the tokens of the tree that may come next.</summary>
    /// <param name="among">
    /// Null for all. Else the tree holds ways to go on from the quote that ends a string whose text is of no consequence, and only those of
    /// tokens count that one of these lets end it.
    /// </param>
    public static void Fill(TokenTrie trie, AnswerMachine machine, Span<ulong> mask, List<TextMask>? among = null)
    {
        var (depth, before) = (-1, machine.State); // the state that the bytes above the node led to
        var next = before.NextBytes;
        for (var index = 0; index < trie.NodeCount;)
        {
            ref readonly var node = ref trie[index];
            if (node.Depth != depth)
            {
                depth = node.Depth;
                before = depth == 0 ? machine.State : machine.Trial(depth - 1);
                next = before.NextBytes;
            }

            var trial = machine.Trial(depth);
            if (!NextBytes.Has(next, node.Byte) || !(among is not null && depth == 0 ? TryEnd(trial, before) : TryRead(trial, before, node.Byte)))
            {
                index = node.End;
                continue;
            }

            if (among is null)
                trie.AddTokens(node, mask);
            else
                AddClosing(trie.TokensOf(node), among, mask);
            index++;
        }
    }

    static bool TryRead(MachineState trial, MachineState before, byte next)
    {
        trial.CopyFrom(before);
        return trial.TryRead(next);
    }

    static bool TryEnd(MachineState trial, MachineState before)
    {
        trial.CopyFrom(before);
        return trial.TryEndText();
    }

    static void AddClosing(ReadOnlySpan<int> tokens, List<TextMask> among, Span<ulong> mask)
    {
        foreach (var id in tokens)
        {
            foreach (var text in among)
            {
                if (text.Closing.Contains(id))
                {
                    mask[id >> 6] |= 1UL << (id & 63);
                    break;
                }
            }
        }
    }
}
