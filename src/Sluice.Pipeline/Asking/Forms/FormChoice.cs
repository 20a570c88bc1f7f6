using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Schema.Answers;

namespace Sluice.Pipeline.Asking.Forms;

/// <summary>Decides for each backend how a step's answers are asked for: as a setting says, as the server says itself, as a probe found out before, or by a probe.</summary>
internal sealed class FormChoice(StepSpec step, AnswerGrammar? grammar, FormMemory memory, RunObserver observer, RunStop stop)
{
    public async Task<IReadOnlyDictionary<PooledBackend, AnswerForm>> DecideAsync(IReadOnlyList<PooledBackend> backends)
    {
        var forms = await Task.WhenAll(backends.Select(FormOfAsync));
        return backends.Zip(forms).ToDictionary(pair => pair.First, pair => pair.Second);
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
