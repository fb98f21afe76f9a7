using Streaming.Player.Protection;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Sessions;

/// <summary>A contract that is asked for while playing.</summary>
/// <param name="IsForProtection">The viewer's part is what it was: only the protection is another.</param>
internal sealed record ContractWish(FlowSpec Viewer, ProtectionWish Protection, bool IsForProtection);
