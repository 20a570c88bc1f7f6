using System.Security.Cryptography;
using System.Text;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Markup;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>The parts of one answer on their way to the client.</summary>
internal sealed class AnswerParts
{
    // Mistral's templates refuse a call whose id is not nine letters and digits; nobody else minds.
    const int IdLength = 9;
    const string IdLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    readonly StringBuilder content = new(), reasoning = new();
    readonly List<(string Id, string Name, StringBuilder Arguments)> calls = [];

    /// <summary>Takes parts for an answer that is sent whole.</summary>
    public void Collect(IEnumerable<AnswerPart> parts)
    {
        foreach (var part in parts)
        {
            _ = part switch
            {
                AnswerPart.Content piece => content.Append(piece.Text),
                AnswerPart.Reasoning piece => reasoning.Append(piece.Text),
                AnswerPart.CallBegins call => Begin(call.Name),
                AnswerPart.CallArguments piece => calls[piece.Index].Arguments.Append(piece.Text),
                _ => throw new InvalidOperationException($"no such part: {part}"),
            };
        }
    }

    /// <summary>Sends parts of a stream. Only chat has other parts than content.</summary>
    public static void Send(IEnumerable<AnswerPart> parts, ReplyWriter writer)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case AnswerPart.Content piece:
                    writer.Content(Encoding.UTF8.GetBytes(piece.Text));
                    break;
                case AnswerPart.Reasoning piece:
                    ((ChatReplyWriter)writer).Reasoning(Encoding.UTF8.GetBytes(piece.Text));
                    break;
                case AnswerPart.CallBegins call:
                    ((ChatReplyWriter)writer).CallBegins(call.Index, NewId(), call.Name);
                    break;
                case AnswerPart.CallArguments piece:
                    ((ChatReplyWriter)writer).CallArguments(piece.Index, piece.Text);
                    break;
                default:
                    throw new InvalidOperationException($"no such part: {part}");
            }
        }
    }

    /// <summary>The answer that was collected.</summary>
    public ReplyChoice Whole(string finishReason, IReadOnlyList<TokenScore>? scores) => new(content.ToString(), finishReason)
    {
        Reasoning = reasoning.Length > 0 ? reasoning.ToString() : null,
        Calls = [.. calls.Select(call => new ToolCall(call.Id, call.Name, call.Arguments.ToString()))],
        Scores = scores,
    };

    /// <summary>An answer that ended by itself and asked for calls ended for them.</summary>
    public static string FinishReason(string reason, AnswerReader? reader) => reason == "stop" && reader?.Calls > 0 ? "tool_calls" : reason;

    StringBuilder Begin(string name)
    {
        calls.Add((NewId(), name, new StringBuilder()));
        return calls[^1].Arguments;
    }

    static string NewId() => RandomNumberGenerator.GetString(IdLetters, IdLength);
}
