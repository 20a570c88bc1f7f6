using System.Text;
using Sluice.Schema.Answers;

namespace Sluice.Schema.Benchmark;

/// <summary>Compiles one schema and reads its documents: with a vocabulary token by token, a mask before each; else byte by byte.</summary>
internal sealed class CaseTrial(BenchmarkCase item, BenchmarkSettings settings)
{
    readonly List<WrongVerdict> wrong = [];
    readonly List<WrongVerdict> validatorWrong = [];
    readonly CaseTimes times = new();
    readonly ulong[] mask = new ulong[settings.Vocabulary?.Tokens.MaskLength ?? 0];
    IReadOnlyList<BenchmarkTest> tests = item.Tests;
    volatile string stage = "compiling";
    long bytes;

    /// <summary>Whether the documents are made here. They are judged, but not timed: they are no sample of anything.</summary>
    bool IsMade => item.Tests.Count == 0;

    /// <summary>What it is doing, or was doing last.</summary>
    public string Stage => stage;

    public CaseResult Run()
    {
        try
        {
            var start = ThreadClock.Now();
            var schema = JsonSchema.Parse(item.Schema, settings.Schemas);
            var loaded = ThreadClock.Since(start);
            Validate(schema);
            stage = "compiling";
            start = ThreadClock.Now();
            var grammar = schema.CompileAnswer(settings.Answers);
            grammar.Start();
            times.Compile.Add(loaded + ThreadClock.Since(start));
            if (IsMade)
            {
                stage = "making documents";
                tests = new MadeTests(schema, item.Line).Make(settings.Made);
            }

            for (var index = 0; index < tests.Count; index++)
                Read(grammar.Start(), index);
            return Result(wrong.Count > 0 ? CaseOutcome.Wrong : CaseOutcome.Passing);
        }
        catch (UnsupportedSchemaException refusal)
        {
            return Result(CaseOutcome.Refused, refusal.Message) with { Keyword = refusal.Keyword };
        }
        catch (SchemaException refusal)
        {
            return Result(CaseOutcome.Refused, refusal.Message) with { Keyword = refusal.Path[(refusal.Path.LastIndexOf('/') + 1)..].TrimStart('#') };
        }
        catch (Exception error)
        {
            return Result(CaseOutcome.Crashed, $"{stage}: {error.GetType().Name}: {error.Message}");
        }
    }

    CaseResult Result(CaseOutcome outcome, string? detail = null) => new()
    {
        Case = item,
        Outcome = outcome,
        Detail = detail,
        Made = IsMade ? tests.Count : 0,
        Wrong = wrong,
        ValidatorWrong = validatorWrong,
        Bytes = bytes,
        Times = times,
    };

    void Validate(JsonSchema schema)
    {
        for (var index = 0; index < item.Tests.Count; index++)
        {
            var test = item.Tests[index];
            stage = $"validating test {index}";
            var start = ThreadClock.Now();
            var isValid = schema.Validate(test.Document.AsMemory()).Count == 0;
            times.Validation.Add(ThreadClock.Since(start));
            if (isValid != test.Valid)
                validatorWrong.Add(new WrongVerdict(index, test.Valid, null, test.Description));
        }
    }

    void Read(AnswerMachine machine, int index)
    {
        var test = tests[index];
        stage = $"reading test {index}";
        var read = settings.Vocabulary?.Split(test.Document) is { } tokens ? ReadTokens(machine, tokens, settings.Vocabulary) : ReadBytes(machine, test.Document);
        bytes += read;
        var accepted = read == test.Document.Length && machine.CanEnd;
        if (accepted != test.Valid)
            wrong.Add(new WrongVerdict(index, test.Valid, accepted ? null : read, test.Description));
    }

    static int ReadBytes(AnswerMachine machine, byte[] document)
    {
        var read = 0;
        while (read < document.Length && machine.TryAppend(document.AsSpan(read, 1)))
            read++;
        return read;
    }

    int ReadTokens(AnswerMachine machine, int[] tokens, BenchmarkVocabulary vocabulary)
    {
        var read = 0;
        foreach (var token in tokens)
        {
            var start = ThreadClock.Now();
            vocabulary.Tokens.Allowed(machine, mask);
            if (!IsMade) times.Mask.Add(ThreadClock.Since(start));

            var text = vocabulary.BytesOf(token);
            start = ThreadClock.Now();
            var accepted = machine.TryAppend(text);
            var time = ThreadClock.Since(start);
            if (accepted != ((mask[token >> 6] >> (token & 63) & 1) != 0))
                throw new InvalidOperationException($"after {read} bytes mask and check disagree about the token '{Encoding.UTF8.GetString(text)}': checked alone it is {(accepted ? "accepted" : "refused")}");
            if (!accepted)
                break;
            if (!IsMade) times.Check.Add(time);
            read += text.Length;
        }

        return read;
    }
}
