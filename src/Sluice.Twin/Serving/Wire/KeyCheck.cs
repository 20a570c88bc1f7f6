using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sluice.Twin.Serving.Wire;

/// <summary>Compares keys by their hashes, so that the time it takes tells nothing about how much of a key was right.</summary>
sealed class KeyCheck(string? key)
{
    const string Scheme = "Bearer ";

    readonly byte[]? _wanted = key is null ? null : Hash(key);

    public bool Admits(HttpRequest request)
    {
        var sent = request.Headers.Authorization.ToString();
        return _wanted is null
            || sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && CryptographicOperations.FixedTimeEquals(Hash(sent[Scheme.Length..].Trim()), _wanted);
    }

    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
