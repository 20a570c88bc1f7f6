using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Running;

namespace Sluice.Schema.Tokens;

/// <summary>One walk over a tree of tokens with a machine: each byte is tried once, whatever number of tokens begins with it.</summary>
internal static class TokenWalk
{
    /// <summary>Adds to a mask the tokens of the tree that may come next.</summary>
    public static void Fill(TokenTrie trie, AnswerMachine machine, Span<ulong> mask) => Fill(trie, machine, mask, null, 0);

    /// <summary>Adds the tokens that have an ending of the string in progress, and go on so.</summary>
    /// <param name="trie">What tokens have from the quote on.</param>
    public static void FillEndings(TokenTrie trie, AnswerMachine machine, Span<ulong> mask, int ending) => Fill(trie, machine, mask, machine.Scratch, ending);

    /// <summary>Whether a token may come next by itself.</summary>
    public static bool Takes(AnswerMachine machine, ReadOnlySpan<byte> token)
    {
        var trial = machine.Trial(0);
        trial.CopyFrom(machine.State);
        foreach (var next in token)
        {
            if (!trial.TryRead(next))
                return false;
        }

        return true;
    }

    static void Fill(TokenTrie trie, AnswerMachine machine, Span<ulong> mask, MaskScratch? texts, int ending)
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

            if (!NextBytes.Has(next, node.Byte) || !TryRead(machine.Trial(depth), before, node.Byte, depth == 0 ? texts : null, ending))
            {
                index = node.End;
                continue;
            }

            if (texts is null)
                trie.AddTokens(node, mask);
            else
                AddEnding(trie.TokensOf(node), texts, ending, mask);
            index++;
        }
    }

    static bool TryRead(MachineState trial, MachineState before, byte next, MaskScratch? texts, int ending)
    {
        trial.CopyFrom(before);
        return texts is null ? trial.TryRead(next) : trial.TryEndText(texts.WholeIn(ending));
    }

    static void AddEnding(ReadOnlySpan<int> tokens, MaskScratch texts, int ending, Span<ulong> mask)
    {
        foreach (var id in tokens)
        {
            if (texts.EndingOf(id) == ending)
                mask[id >> 6] |= 1UL << (id & 63);
        }
    }
}
