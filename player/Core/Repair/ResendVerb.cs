namespace Streaming.Player.Repair;

/// <summary>What is done about a missing packet that could be asked for.</summary>
internal enum ResendVerb
{
    /// <summary>Nothing yet: it may only have been overtaken, parity may bring it, or it is on its way.</summary>
    Wait,

    /// <summary>Ask for it now.</summary>
    Ask,

    /// <summary>Nothing any more: it would come too late, or was asked for often enough.</summary>
    GiveUp,
}
