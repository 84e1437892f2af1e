using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>Makes of a client's request the one that is sent for all who wait for the same response.</summary>
internal sealed class SharedRequests(VaryMemory vary, Func<CacheKey, HeuristicPolicy> sites)
{
    /// <summary>
    /// The request to send: with the fields that <see cref="RequestFields.ToSend"/> allows; of a site that its operator
    /// declared with all that may reach an origin.
    /// </summary>
    public CacheRequest ToSend(CacheRequest client) =>
        client with
        {
            Fields = sites(client.Key).IsDeclared
                ? RequestFields.ToSendToDeclared(client.Fields)
                : RequestFields.ToSend(client.Fields, vary.ToSend(client.Key)),
        };
}
