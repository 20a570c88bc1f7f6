using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Running;

namespace Sluice.Schema.Tokens;

/// <summary>One walk over the tree of tokens with a machine: each byte is tried once, whatever number of tokens begins with it.</summary>
internal sealed class TokenWalk(TokenTrie trie, AnswerMachine machine)
{
    readonly MachineState?[] states = new MachineState?[trie.MaxDepth];

    public void Fill(Span<ulong> mask)
    {
        for (var index = 0; index < trie.NodeCount;)
        {
            var node = trie[index];
            var state = states[node.Depth] ??= machine.NewState();
            state.CopyFrom(node.Depth == 0 ? machine.State : states[node.Depth - 1]!);
            if (!state.TryRead(node.Byte))
            {
                index = node.End;
                continue;
            }

            for (var place = node.FirstId; place < node.LastId; place++)
                mask[trie.IdAt(place) >> 6] |= 1UL << (trie.IdAt(place) & 63);
            index++;
        }
    }
}
