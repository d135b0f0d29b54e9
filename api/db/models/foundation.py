"""What every table has in common: naming of constraints, ids, the owning firm."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, MetaData, UniqueConstraint, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    """Root of the models; constraint names are the same on both databases, so that a migration can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON(none_as_null=True), list[Any]: JSON(none_as_null=True)}


class FirmOwned:
    """Mixin of every table but `firm`. Sessions filter on `firm_id` by themselves (api.db.scope)."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)

    @declared_attr
    def firm_id(cls) -> Mapped[UUID]:  # noqa: N805 - a class method by its decorator
        """The firm that this row belongs to."""
        return mapped_column(ForeignKey("firm.id"), index=True)


def same_firm(column: str, parent: str) -> ForeignKeyConstraint:
    """The composite foreign key (firm_id, column) -> parent(firm_id, id)."""
    return ForeignKeyConstraint(["firm_id", column], [f"{parent}.firm_id", f"{parent}.id"])


def firm_key() -> UniqueConstraint:
    """The key that composite foreign keys of children point at."""
    return UniqueConstraint("firm_id", "id")
