using Coral.Core.Identity;

namespace Coral.Node.Index;

/// <summary>Time and chance of the index.</summary>
/// <param name="Tokens">What others must not guess.</param>
/// <param name="Random">Jitter and sampling; used on the index's loop alone.</param>
/// <param name="Clock">Time.</param>
internal sealed record IndexTools(ITokenSource Tokens, Random Random, TimeProvider Clock);
