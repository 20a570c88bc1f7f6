using System.Text.Json;
using Sluice.Schema.Benchmark;

namespace Sluice.Cli.Schemas;

/// <summary>The words of a schema benchmark, the same in tables, lines and JSON.</summary>
internal static class SchemaBenchWords
{
    public static string Of(CaseOutcome outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());

    public static string Of(WrongVerdict wrong) => wrong.Valid
        ? $"test {wrong.Test}: valid, refused after {wrong.At} bytes: {wrong.Description}"
        : $"test {wrong.Test}: invalid, let through: {wrong.Description}";

    public static string OfKeyword(string keyword) => keyword.Length > 0 ? keyword : "(the schema as a whole)";
}
