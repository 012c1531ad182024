CREATE TABLE customer (
    id                 bigint GENERATED ALWAYS AS IDENTITY,
    email              email_address NOT NULL,
    full_name          text          NOT NULL,
    phone              text,
    default_address_id bigint,
    registered_at      timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT customer_pk PRIMARY KEY (id),
    CONSTRAINT customer_full_name_is_not_blank CHECK (full_name ~ '[^[:space:]]')
);

CREATE UNIQUE INDEX customer_email_ux ON customer (lower(email));

CREATE TABLE address (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    customer_id  bigint  NOT NULL,
    street       text    NOT NULL,
    postal_code  text    NOT NULL,
    city         text    NOT NULL,
    country_code char(2) NOT NULL,
    CONSTRAINT address_pk PRIMARY KEY (id),
    CONSTRAINT address_customer_uk UNIQUE (customer_id, id),
    CONSTRAINT address_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT address_country_code_is_iso CHECK (country_code ~ '^[A-Z]{2}$')
);

-- Two columns, so that nobody's default address is somebody else's.
ALTER TABLE customer
    ADD CONSTRAINT customer_default_address_fk
        FOREIGN KEY (id, default_address_id) REFERENCES address (customer_id, id)
        DEFERRABLE INITIALLY DEFERRED;

COMMENT ON TABLE customer IS 'A person who buys; registered once per e-mail address, whatever its case';
COMMENT ON TABLE address IS 'Where a customer has goods delivered';
COMMENT ON COLUMN customer.default_address_id IS 'Must be an address of this customer';
