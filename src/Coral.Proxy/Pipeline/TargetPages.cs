using Coral.Proxy.Pages;

namespace Coral.Proxy.Pipeline;

/// <summary>Pages for request targets that name no resource of ours.</summary>
internal static class TargetPages
{
    /// <summary>The page; <see langword="null"/> for a target that names a resource.</summary>
    public static Page? For(TargetOutcome outcome) =>
        outcome switch
        {
            TargetOutcome.NoResource => PolicyPages.MethodNotAllowed,
            TargetOutcome.Elsewhere => PolicyPages.UnknownHost,
            TargetOutcome.Malformed => PolicyPages.BadTarget,
            _ => null,
        };
}
