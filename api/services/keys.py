"""Whether the installation's key is the one that this database was written with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Invitation
from api.services.invitations import link_of
from api.tokens import KeyFault, Keyring, SealBroken


def check_key(session: Session, keyring: Keyring) -> None:
    """KeyFault where a sealed link of the database cannot be opened; every other thing that is sealed would fail too."""
    query = select(Invitation).limit(1)
    invitation = session.scalar(query.execution_options(unscoped="any sealed link shows whether the key fits"))
    if invitation is None:
        return
    try:
        link_of(invitation, keyring, "")
    except SealBroken as broken:
        raise KeyFault(
            "The key does not fit this database: its personal links were sealed with another one. "
            "Put back the key file that belongs to it, or give that key as PARALLAX_SECRET_KEY."
        ) from broken
