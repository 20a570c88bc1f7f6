using System.Diagnostics.CodeAnalysis;
using Sluice.Schema.Patterns;

namespace Sluice.Schema.Generation;

/// <summary>
/// Looks for documents of a schema by informed trial, without the answer machine: for schemas that the machine refuses, and to hold the
/// machine against. Every document is validated before it is given out.
/// </summary>
internal sealed class InstanceSearch(JsonSchema schema, Random random, GenerationOptions options)
{
    const int Tries = 20; // whole documents

    /// <param name="document">Valid JSON, null when none was found.</param>
    /// <param name="obstacle">What stood in the way last, with its place in the schema; null on success. It does not prove that there is no valid document.</param>
    public bool TryFind([NotNullWhen(true)] out string? document, [NotNullWhen(false)] out string? obstacle)
    {
        obstacle = "nothing was tried";
        for (var i = 0; i < Tries; i++)
        {
            var run = new GenerationRun(random, options);
            document = Write(run);
            if (document is null)
            {
                obstacle = run.Obstacle;
                continue;
            }

            var errors = schema.Validate(System.Text.Encoding.UTF8.GetBytes(document));
            if (errors.Count == 0)
            {
                obstacle = null;
                return true;
            }

            obstacle = errors[0].ToString();
        }

        document = null;
        return false;
    }

    string? Write(GenerationRun run)
    {
        try
        {
            return run.Write([schema.Root]);
        }
        catch (PatternBudgetException limit)
        {
            return run.Fail([schema.Root], limit.Message);
        }
    }
}
