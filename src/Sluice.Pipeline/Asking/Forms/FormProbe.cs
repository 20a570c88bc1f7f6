using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Schema.Answers;

namespace Sluice.Pipeline.Asking.Forms;

/// <summary>
/// Finds out how a server holds answers to a schema: it is asked to say hello, once in each form, until it answers with the beginning of
/// what the schema allows. A server that ignores the form says hello; one that does not know it refuses.
/// </summary>
/// <param name="grammar">What an answer may be; null when the schema is beyond the machine, then an object or a list will do.</param>
internal sealed class FormProbe(AnswerSchema schema, AnswerGrammar? grammar, PooledBackend backend, CancellationToken cutting)
{
    const int Tokens = 48; // enough to see the beginning of an answer, and of a greeting its end

    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    static readonly StreamTimeouts limits = new() { FirstToken = patience, Total = patience };

    /// <summary>Null when the server could not be asked; then nothing was found out.</summary>
    public async Task<ProbedForm?> LookAsync()
    {
        var refusals = new List<string>();
        foreach (var form in AnswerForms.Probed)
        {
            var reply = await backend.Client.ChatAsync(Greeting(form), null, limits, cutting);
            if (reply.Failure is { Reason: not FailureReason.Request }) return null;
            if (reply.Failure is { } refusal) refusals.Add($"{AnswerForms.NameOf(form)} is refused ({refusal.Detail})");
            else if (Holds(reply)) return new ProbedForm(form, refusals);
            else refusals.Add($"{AnswerForms.NameOf(form)} is ignored");
        }

        // A server that refuses whatever it is asked has said nothing about forms.
        return await backend.Client.ChatAsync(Greeting(AnswerForm.Prompt), null, limits, cutting) is { Failure: null } ? new ProbedForm(AnswerForm.Prompt, refusals) : null;
    }

    ChatRequest Greeting(AnswerForm form)
    {
        var foreign = ForeignSchema.Of(schema.Document);
        return new ChatRequest
        {
            Model = backend.Config.Model,
            Messages = [new ChatMessage("user", "Say hello in one short English sentence.")],
            Stream = false,
            Temperature = 0,
            MaxTokens = Tokens,
            ResponseFormat = AnswerForms.FormatOf(form, foreign),
            Extra = AnswerForms.FieldOf(form, foreign) is { } field ? new Dictionary<string, JsonElement> { [field.Name] = field.Value } : null,
        };
    }

    /// <summary>
    /// Nobody says hello with a brace: an answer that begins as the schema's objects or lists do is held to it, or to JSON at least. A model that
    /// only reasoned so far was not seen to break the schema, and the server took the form.
    /// </summary>
    bool Holds(Reply reply)
    {
        var text = Encoding.UTF8.GetBytes(reply.Content.Trim());
        if (text.Length == 0) return reply.Reasoning is { Length: > 0 };
        if (text[0] is (byte)'{' or (byte)'[') return grammar is null || grammar.Start().TryAppend(text.AsSpan(0, 1));
        return AnswerText.TryFind(reply.Content, out var answer, out _) && schema.Validate(answer).Count == 0;
    }
}
