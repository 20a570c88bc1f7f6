using System.Text;
using Sluice.Engine.Native;
using Sluice.Protocol.Chat;

namespace Sluice.Engine.Models;

/// <summary>
/// Lays a conversation out as its model was trained to read it. llama.cpp recognises the known families
/// (ChatML, Llama, Mistral, Gemma, ...) by their template; any other is refused.
/// </summary>
internal sealed unsafe class ChatTemplate
{
    readonly byte[] template; // zero-terminated
    readonly Vocabulary vocabulary;

    ChatTemplate(byte[] template, Vocabulary vocabulary)
    {
        this.template = template;
        this.vocabulary = vocabulary;
    }

    /// <summary>The template of a model, tried once; null with a reason when it has none that llama.cpp knows.</summary>
    public static ChatTemplate? TryCreate(string? source, Vocabulary vocabulary, out string? reason)
    {
        if (string.IsNullOrEmpty(source))
        {
            reason = "the model file has no chat template";
            return null;
        }
        var template = new ChatTemplate(ZeroTerminated(source), vocabulary);
        reason = template.Apply([new("user", "probe")]) is null ? "llama.cpp does not know the chat template in the model file" : null;
        return reason is null ? template : null;
    }

    /// <summary>The conversation as tokens, open for the assistant's answer. Text of users never becomes a control token.</summary>
    public int[] Tokenize(IReadOnlyList<ChatMessage> messages)
    {
        var text = Apply(messages) ?? throw new EngineException($"The chat template of the model cannot lay out these roles: {string.Join(", ", messages.Select(m => m.Role).Distinct())}.");
        var tokens = messages.Any(message => vocabulary.SpellsSpecialToken(Encoding.UTF8.GetBytes(message.Content)))
            ? TokenizeApart(messages)
            : vocabulary.Tokenize(text, readSpecials: true);
        return vocabulary.BeginningToken is { } beginning && (tokens.Length == 0 || tokens[0] != beginning) ? [beginning, .. tokens] : tokens;
    }

    // A message spells a control token: the template's own text and the messages are read apart, only the first with
    // control tokens. Each message is replaced by a mark that no message contains, and put back between the pieces.
    int[] TokenizeApart(IReadOnlyList<ChatMessage> messages)
    {
        var nonce = 0;
        while (messages.Any(message => message.Content.Contains(Mark(nonce), StringComparison.Ordinal)))
            nonce++;
        var mark = Mark(nonce);
        // Spaces around the mark show whether the template trims what it is given.
        var text = Apply([.. messages.Select(message => message with { Content = $" {mark} " })])!;

        var pieces = text.Split(mark);
        if (pieces.Length != messages.Count + 1)
            throw new EngineException("The chat template of the model leaves out or repeats a message, so a message that spells a control token cannot be laid out safely.");
        var tokens = new List<int>();
        for (var i = 0; i < pieces.Length; i++)
        {
            var piece = pieces[i];
            var keptBefore = i > 0 && piece.StartsWith(' ');
            var keptAfter = i < messages.Count && piece.EndsWith(' ');
            piece = piece[(keptBefore ? 1 : 0)..^(keptAfter ? 1 : 0)];
            tokens.AddRange(vocabulary.Tokenize(piece, readSpecials: true));
            if (i < messages.Count)
                tokens.AddRange(vocabulary.Tokenize(keptAfter ? messages[i].Content : messages[i].Content.Trim(), readSpecials: false));
        }
        return [.. tokens];
    }

    static string Mark(int nonce) => $"\u0001{nonce}\u0001";

    /// <summary>The text of a conversation; null when the template is unknown.</summary>
    string? Apply(IReadOnlyList<ChatMessage> messages)
    {
        var texts = messages.SelectMany(message => new[] { ZeroTerminated(message.Role), ZeroTerminated(message.Content) }).ToArray();
        var lengths = texts.Sum(text => text.Length);
        // All strings in one block, so that one pin holds them.
        var block = new byte[lengths];
        var native = new LlamaChatMessage[messages.Count];
        fixed (byte* start = block, source = template)
        fixed (LlamaChatMessage* chat = native)
        {
            var at = 0;
            for (var i = 0; i < texts.Length; i++)
            {
                texts[i].CopyTo(block, at);
                if (i % 2 == 0)
                    chat[i / 2].Role = start + at;
                else
                    chat[i / 2].Content = start + at;
                at += texts[i].Length;
            }
            var buffer = new byte[lengths * 2 + 1024];
            var length = Write(source, chat, messages.Count, buffer);
            if (length > buffer.Length)
            {
                buffer = new byte[length];
                length = Write(source, chat, messages.Count, buffer);
            }
            return length < 0 ? null : Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    static int Write(byte* source, LlamaChatMessage* chat, int count, byte[] buffer)
    {
        fixed (byte* target = buffer)
            return Llama.ApplyTemplate(source, chat, (nuint)count, addAssistant: 1, target, buffer.Length);
    }

    // C strings end at a zero: one inside a message would cut it off silently, so it becomes a replacement character.
    static byte[] ZeroTerminated(string text) => Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD') + '\0');
}
