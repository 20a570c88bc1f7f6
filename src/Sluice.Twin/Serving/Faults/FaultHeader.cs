using System.Net;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Twin.Serving.Faults;

/// <summary>A fault for one call, asked for by the call itself: <c>X-Twin-Fault: cut; at=20</c>. Taken from this machine only.</summary>
static class FaultHeader
{
    public const string Name = "X-Twin-Fault";

    /// <summary>Null without an error when there is no such header.</summary>
    public static Fault? Read(HttpContext http, out ApiError? error)
    {
        error = null;
        if (http.Request.Headers[Name].FirstOrDefault() is not { } text) return null;
        if (http.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from))
        {
            error = new ApiError($"{Name} is taken from this machine only.") { Status = StatusCodes.Status403Forbidden, Param = Name };
            return null;
        }

        var problems = new List<string>();
        var fields = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select((part, i) => part.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value] ? (name, value) : i == 0 ? ("fault", part) : (part, ""));
        var rule = FaultFields.Read(fields, problems);
        if (rule is null) error = ApiError.Invalid(Name, $"{Name}: {string.Join("; ", problems)}.");
        return rule?.Fault;
    }
}
