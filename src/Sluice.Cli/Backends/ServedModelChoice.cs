using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Cli.Backends;

/// <summary>Finds the model to ask for in what a server says it offers.</summary>
internal static class ServedModelChoice
{
    /// <summary>A list longer than this is cut in messages: some clouds offer hundreds.</summary>
    private const int MostNames = 20;

    /// <param name="server">The server's base URL, for messages.</param>
    public static ServedModel Pick(BackendPlan plan, ModelListing listing, string server)
    {
        if (listing.Failure is { } failure) return Unlisted(plan, failure, server);
        IReadOnlyList<ServedModel> offered = listing.Models;
        ServedModel? found = offered.FirstOrDefault(model => model.Id == (plan.Wanted ?? plan.Hoped));
        if (found is not null) return found;
        if (plan.Wanted is null && offered.Count == 1) return offered[0];

        if (offered.Count == 0) throw new CouldNotRunException(server, "the server offers no model at all");
        string[] names = [.. offered.Select(model => model.Id)];
        string what = plan.Wanted is { } wanted
            ? $"{server} offers no model '{wanted}'{Nearest.Hint(wanted, names)}"
            : plan.Hoped.Length == 0 ? $"{server} offers {names.Length} models; name one" : $"{server} offers {names.Length} models, and '{plan.Hoped}' is none of them; name one with --model";
        throw new CouldNotRunException(plan.Place, what, Shown(names));
    }

    /// <summary>A server that answers but has no list is taken at its word when the name is known; other failures end the command.</summary>
    private static ServedModel Unlisted(BackendPlan plan, Failure failure, string server)
    {
        switch (failure)
        {
            case { HttpStatus: 404 or 405 or 501 } when plan.Wanted is { } wanted:
                return new ServedModel(wanted);
            case { HttpStatus: 404 or 405 or 501 }:
                throw new CouldNotRunException(server, "the server does not list its models; name one with --model", "--model NAME, and a base URL that ends as the server's documentation says, mostly in /v1");
            case { HttpStatus: 401 or 403 }:
                throw plan.Config is BackendConfig.Remote { Key: null } && !plan.KeyPlace.StartsWith("--key-env ", StringComparison.Ordinal)
                    ? new CouldNotRunException(plan.KeyPlace, $"{server} wants a key ({failure.Detail})", plan.KeyPlace == "--key-env" ? "--key-env VAR, the variable that holds it" : "the variable that holds it, as ${env:VAR}")
                    : new CouldNotRunException(plan.KeyPlace, $"{server} refuses the key ({failure.Detail})", "a key that the server accepts");
            case { Reason: FailureReason.Transport or FailureReason.Timeout }:
                throw new CouldNotRunException(server, $"the server cannot be reached ({failure.Detail})", "the base URL of a server that is running");
            default:
                throw new CouldNotRunException(server, $"the server does not answer as a model server does ({failure.Detail})", "the base URL of a server that speaks the OpenAI protocol");
        }
    }

    private static string Shown(string[] names) => names.Length <= MostNames
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more";
}
