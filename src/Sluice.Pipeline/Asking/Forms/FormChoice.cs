using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Protocol.Failures;
using Sluice.Schema.Answers;

namespace Sluice.Pipeline.Asking.Forms;

/// <summary>Decides for each backend how a step's answers are asked for: as a setting says, as the server says itself, as a probe found out before, or by a probe.</summary>
internal sealed class FormChoice(StepSpec step, AnswerGrammar? grammar, FormMemory memory, RunObserver observer, RunStop stop)
{
    /// <summary>
    /// In what servers say of a form that they refuse: names of fields, which stand in every language, and words of OpenAI, vLLM, SGLang, TGI, TensorRT-LLM,
    /// llama.cpp and Gemini. A record's text that has one of them by chance costs a look.
    /// </summary>
    static readonly string[] words = ["response_format", "json_schema", "schema", "json_object", "json mode", "structured", "guided", "grammar", "constrain", "outlines"];

    /// <summary>Refusals in a row that are more than some odd records, whatever words the server has for them.</summary>
    const int InARow = 3;

    const int MostLooks = 5; // in vain, at one form of one backend: records that are refused for themselves must not cost a look each

    readonly Lock gate = new();
    readonly Dictionary<(PooledBackend, AnswerForm), (Task<AnswerForm?> Look, int Count)> looks = [];
    readonly Dictionary<PooledBackend, int> refusals = []; // since an answer was accepted

    public async Task<IReadOnlyDictionary<PooledBackend, AnswerForm>> DecideAsync(IReadOnlyList<PooledBackend> backends)
    {
        var forms = await Task.WhenAll(backends.Select(FormOfAsync));
        return backends.Zip(forms).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>
    /// What a server is asked by from now on that has refused a request for its form, which it took before: found out by a probe, one for all
    /// records that were refused so. Null where the refusal is the record's own matter, or the form is not ours to choose.
    /// </summary>
    public async Task<AnswerForm?> AfterRefusalAsync(PooledBackend backend, AnswerForm refused, Failure failure)
    {
        if (failure.Reason != FailureReason.Request || step.Schema is not { } schema || refused == AnswerForm.Prompt || backend.IsOurs || (step.Form ?? backend.Config.Form) is not null) return null;

        Task<AnswerForm?> look;
        lock (gate)
        {
            var inARow = refusals[backend] = refusals.GetValueOrDefault(backend) + 1;
            if (inARow != InARow && !words.Any(word => failure.Detail.Contains(word, StringComparison.OrdinalIgnoreCase))) return null;

            var (before, count) = looks.GetValueOrDefault((backend, refused));
            var isOpen = before is { IsCompletedSuccessfully: true, Result: null } && (count < MostLooks || inARow == InARow); // the form held then
            look = before is null || isOpen ? LookAgainAsync(backend, refused, schema, failure) : before;
            if (look != before) looks[(backend, refused)] = (look, count + 1);
        }

        return await look;
    }

    /// <summary>A backend has given an answer that was accepted.</summary>
    public void Accepted(PooledBackend backend)
    {
        lock (gate) refusals.Remove(backend);
    }

    async Task<AnswerForm?> LookAgainAsync(PooledBackend backend, AnswerForm refused, AnswerSchema schema, Failure failure)
    {
        await Task.Yield(); // not under the lock
        if (await new FormProbe(schema, grammar, backend, stop.Cutting).LookAsync() is not { } probed || probed.Form == refused) return null;

        Keep(backend, schema, probed.Form);
        return Told(backend, probed.Form, $"since it no longer takes {AnswerForms.NameOf(refused)}: {failure.Detail}");
    }

    async Task<AnswerForm> FormOfAsync(PooledBackend backend)
    {
        if (step.Schema is not { } schema || backend.IsOurs) return AnswerForm.ResponseFormat;
        if ((step.Form ?? backend.Config.Form) is { } wanted) return Told(backend, wanted, "by setting");
        if (memory.Find(backend.Config, schema) is { } known) return Told(backend, known, "probed before");
        if (!backend.IsThere || await new FormProbe(schema, grammar, backend, stop.Cutting).LookAsync() is not { } probed) return AnswerForm.ResponseFormat;

        Keep(backend, schema, probed.Form);
        return Told(backend, probed.Form, probed.Refusals.Count == 0 ? "probed" : $"probed; {string.Join("; ", probed.Refusals)}");
    }

    AnswerForm Told(PooledBackend backend, AnswerForm form, string how)
    {
        observer.Notice(form == AnswerForm.Prompt
            ? $"{backend.Shown} is asked for JSON by the prompt alone ({how}); answers are streamed, and checked here"
            : $"{backend.Shown} is asked for answers by {AnswerForms.NameOf(form)} ({how})");
        return form;
    }

    void Keep(PooledBackend backend, AnswerSchema schema, AnswerForm form)
    {
        try
        {
            memory.Keep(backend.Config, schema, form);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            observer.Notice($"what the probe found out cannot be kept, so that it is made again next time: {e.Message}");
        }
    }
}
