CREATE DOMAIN email_address AS text
    CONSTRAINT email_address_has_one_at CHECK (VALUE ~ '^[^@[:space:]]+@[^@[:space:]]+$');

CREATE DOMAIN money_amount AS numeric(12, 2)
    CONSTRAINT money_amount_is_not_negative CHECK (VALUE >= 0);

CREATE TYPE product_status AS ENUM ('draft', 'active', 'discontinued');
CREATE TYPE order_status AS ENUM ('placed', 'paid', 'shipped', 'delivered', 'cancelled');
CREATE TYPE payment_method AS ENUM ('card', 'transfer', 'voucher');
