using System.Collections.Frozen;
using Streaming.Formats.Rtsp;
using static Streaming.Server.Sessions.SessionState;

namespace Streaming.Server.Sessions;

/// <summary>Which request is valid in which state, and where it leads. RFC 2326 §A.2. What the table lacks is answered 455.</summary>
public static class SessionTransitions
{
    private static readonly FrozenDictionary<(SessionState State, string Method), SessionState> Table =
        new Dictionary<(SessionState State, string Method), SessionState>
        {
            [(Init, RtspMethod.Setup)] = Ready,
            [(Init, RtspMethod.Teardown)] = Init,
            [(Ready, RtspMethod.Setup)] = Ready,
            [(Ready, RtspMethod.Play)] = Playing,

            // Deviation: not in the RFC's table. A film that ends makes the session ready by itself; a PAUSE that was under way by then is
            // no error.
            [(Ready, RtspMethod.Pause)] = Ready,
            [(Ready, RtspMethod.Teardown)] = Init,

            // A seek, as RFC 7826 §13.4.3 defines it and every player means it; RFC 2326 would queue the second range behind the first.
            [(Playing, RtspMethod.Play)] = Playing,
            [(Playing, RtspMethod.Pause)] = Ready,
            [(Playing, RtspMethod.Teardown)] = Init,
        }.ToFrozenDictionary();

    /// <summary>The state after <paramref name="method"/>; null where it is not valid in <paramref name="state"/>.</summary>
    /// <remarks>Methods that ask or tell without changing anything (OPTIONS, DESCRIBE, GET_PARAMETER, SET_PARAMETER) are valid in every
    /// state.</remarks>
    public static SessionState? After(SessionState state, string method) =>
        IsNeutral(method) ? state : Table.TryGetValue((state, method), out SessionState next) ? next : null;

    private static bool IsNeutral(string method) =>
        method is RtspMethod.Options or RtspMethod.Describe or RtspMethod.GetParameter or RtspMethod.SetParameter;
}
