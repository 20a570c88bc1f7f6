using System.Text;
using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Generation;
using Sluice.Testing;

namespace Sluice.Tests.Schema.Suite;

/// <summary>
/// The required suite of 2020-12 through the answer machine as bytes. A schema that the machine refuses is listed, with the keyword that
/// stood in the way, in a text beside this file; SLUICE_ACCEPT=1 writes it anew when the machine has learnt more.
/// </summary>
public class SuiteAnswerTests
{
    const string Draft = "draft2020-12";

    static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    static readonly AnswerOptions reading = AnswerOptions.Reading with { MaxDepth = 512 };

    public static TheoryData<string> Required => Draft202012Tests.Required;

    [Theory]
    [MemberData(nameof(Required))]
    public void The_machine_agrees_with_the_suite_on_every_document_however_it_is_written_and_chunked(string file)
    {
        var random = new Random(17);
        foreach (var group in SuiteFile.Read(Draft, file).Groups())
        {
            if (Grammar(group) is not { } grammar)
                continue;
            foreach (var test in group.Tests)
            {
                foreach (var (form, text) in Forms(test.Data))
                    AssertAgrees(grammar, text, test.IsValid, random, $"{file}: {test.Name}, {form}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Required))]
    public void Documents_are_generated_for_every_schema_that_the_machine_follows(string file)
    {
        foreach (var group in SuiteFile.Read(Draft, file).Groups().Where(group => Refusal(group) is null))
        {
            var schema = Load(group);
            var generator = new InstanceGenerator(schema, new Random(5));
            for (var round = 0; round < 10; round++)
            {
                Assert.True(generator.TryGenerate(out var document, out var obstacle), $"{group.Name}: {obstacle}");
                Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(document)));
            }
        }
    }

    [Fact]
    public void Only_these_schemas_are_refused()
    {
        var refused = new StringBuilder();
        var (groups, tests) = (0, 0);
        foreach (var file in SuiteFile.Names(Draft, ""))
        {
            foreach (var group in SuiteFile.Read(Draft, file).Groups())
            {
                if (Refusal(group) is not { NothingFits: false } refusal)
                    continue;
                (groups, tests) = (groups + 1, tests + group.Tests.Count);
                refused.Append(file).Append(": ").Append(group.Name).Append("\n    ").Append(refusal.Message).Append('\n');
            }
        }

        Expected.Matches(nameof(Only_these_schemas_are_refused), $"{groups} schemas with {tests} documents\n\n{refused}");
    }

    [Fact]
    public void A_schema_that_nothing_fits_has_no_valid_document()
    {
        var groups = SuiteFile.Names(Draft, "").SelectMany(file => SuiteFile.Read(Draft, file).Groups()).Where(group => Refusal(group) is { NothingFits: true }).ToList();

        Assert.NotEmpty(groups);
        Assert.All(groups.SelectMany(group => group.Tests), test => Assert.False(test.IsValid, test.Name));
    }

    static void AssertAgrees(AnswerGrammar grammar, string text, bool isValid, Random random, string place)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.True(isValid == Finishes(grammar, bytes, () => 1), $"{place}: byte by byte, {text} should be {(isValid ? "valid" : "invalid")}");
        Assert.True(isValid == Finishes(grammar, bytes, () => random.Next(1, 12)), $"{place}: in chunks, {text} should be {(isValid ? "valid" : "invalid")}");
    }

    static bool Finishes(AnswerGrammar grammar, ReadOnlySpan<byte> bytes, Func<int> chunk)
    {
        var machine = grammar.Start();
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(chunk(), bytes.Length);
            if (!machine.TryAppend(bytes[..length]))
                return false;
            bytes = bytes[length..];
        }

        return machine.CanEnd;
    }

    static IEnumerable<(string Form, string Text)> Forms(JsonElement data)
    {
        yield return ("as it stands", data.GetRawText());
        yield return ("compact", JsonSerializer.Serialize(data));
        yield return ("indented", JsonSerializer.Serialize(data, indented));
    }

    static AnswerGrammar? Grammar(SuiteGroup group) => Refusal(group) is null ? Load(group).CompileAnswer(reading) : null;

    static UnsupportedSchemaException? Refusal(SuiteGroup group)
    {
        try
        {
            Load(group).CompileAnswer(reading);
            return null;
        }
        catch (UnsupportedSchemaException refusal)
        {
            return refusal;
        }
    }

    static JsonSchema Load(SuiteGroup group) => JsonSchema.FromElement(group.Schema, new SchemaOptions { Fetch = SuiteFile.Remote });
}
