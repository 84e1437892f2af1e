using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>Leads a request's receiver of interim responses to the connection that the request is written to.</summary>
/// <remarks>
/// The framework's client passes interim responses over, and has no hook for them; it writes a request in the flow of
/// the call that sends it, though, so that the connection knows whose it is.
/// </remarks>
internal static class InterimFlow
{
    private static readonly AsyncLocal<IInterimReceiver?> Receiver = new();

    /// <summary>The receiver of the request that is being sent in this flow.</summary>
    public static IInterimReceiver? Current
    {
        get => Receiver.Value;
        set => Receiver.Value = value;
    }
}
